// From where is an expression seen? The day of publication, what was mentioned before, and which way its sentence looks.
#pragma once
#include <optional>
#include <unordered_set>

#include "date_calendar.hpp"
#include "tense.hpp"
#include "text_pattern.hpp"

namespace searchlib::dates {

using Source = Text;  // patterns are written as U"..."

enum class Kind : std::uint8_t { date, time, duration, set };  // of TIMEX3
enum class How : std::uint8_t { absolute, relative, anaphoric, unresolved };

// What an expression means: its TIMEX3 value, how that is known, and the days where they are not the value's.
struct Reading {
    Kind kind = Kind::date;
    std::string value{};
    How how = How::relative;
    Days days{};
    bool anchors = true;  // whether "that year" can look back to it
};
using Meaning = std::optional<Reading>;  // none: the words are no such expression after all

enum class Order : std::uint8_t { month_first, day_first, by_the_text };  // of 7/10/2023

class Scene {
  public:
    Scene(Day published, Text text, Order order, const TenseReader& reader, bool asking = false)
        : published(published), text(text), order(order), asking(asking), reader_(reader) {}

    const Day published;  // or of asking; none when it is not known
    const Text text;
    const Order order;
    const bool asking;  // it is a query: what is not said to be ahead has been
    std::size_t start = 0, end = 0;
    std::size_t last_end = 0;         // where the expression before it ends
    bool told_of_2001 = false;        // of the 11 September that needs no year
    bool written_tomorrow = false;    // somebody "said on" the day that is tomorrow: it was where the article was written
    std::string quarter, compared;  // the last quarter mentioned, as earnings are told; compared: "" while those of longer periods are

    void move_to(std::size_t from, std::size_t to) {
        start = from, end = to;
        tense_.reset();
    }
    // The expression is only the first so many characters of what was matched.
    void take_only(std::size_t size) { end = start + size, tense_.reset(); }
    // What later expressions may lean on. `reading` has its days filled in. The last forty are remembered, or a few less.
    void remember(const Reading& reading) {
        last_ = reading;
        any_ = true;
        if (reading.anchors) anchor_ = reading, since_anchor_ = 0;
        else ++since_anchor_;
        if (in_story_ && reading.how == How::anaphoric && reading.days && reading.days.first.year == told_year_) told_at_ = end;  // it goes on
        last_end = end;
        if (reading.anchors && reading.days && reading.days.first == reading.days.last) day_ = reading.days.first, day_end_ = end;
        if (++remembered_ > REMEMBERED) remembered_ -= REMEMBERED / 2;
    }
    // Whether the text begins like the report of a match that has quarters.
    bool is_of_a_match() {
        if (!is_of_a_match_) is_of_a_match_ = text.substr(0, 800).find(U"touchdown") != Text::npos;
        return *is_of_a_match_;
    }
    // A day to count days from, where what was named last is a month or year: one named just before; else, for days back in news
    // of these days, that of publication.
    Day day_to_count_from(bool back) {
        if (day_ && start - day_end_ < NEAR_DAY) return day_;
        return back && !story_year() ? published : Day{};
    }
    void tell_old(int year, bool in_full) {
        ++told_;
        if (year) told_year_ = year;
        if (in_full) in_story_ = true, told_at_ = end;
    }
    void tell_current() { ++current_, in_story_ = false; }

    // The year that a history is told in; 0 for other texts. Old years were named there, and nothing of these days; or hardly
    // anything, and just now a month or day of an old year.
    int story_year() {
        if (asking || told_ < 2 || (told_ < 8 && is_news())) return 0;
        if (!current_) return ahead() ? 0 : told_year_;
        const bool within = in_story_ && start - told_at_ < NEAR && told_ >= OLD_OF_ALL * current_;
        if (!within || (told_ < ENOUGH && is_news() && !is_heading())) return 0;
        return is_heading() || !ahead() ? told_year_ : 0;
    }
    // "January 21 - Envoys meet": the day in front of a line of a chronology, which tells in the present what is over.
    bool is_heading() const {
        static const TextPattern MARK(U"(?::|,? (?:-|--|–|—)) ");
        static const TextPattern LINE(U"(?:^|\\n|[.;:*] )[ *(-]*$");
        return MARK.match(after(5)) && LINE.search(before(8));
    }

    // As the verb of its clause says (tense.hpp), or a thing that says more.
    Tense tense() {
        if (asking || text.empty()) return Tense::before;
        if (!tense_) tense_ = starts_with_any(text.substr(end), {U"'s", U"’s"}) ? tense_of_its_thing() : tense_beside_a_thing();
        return *tense_;
    }
    bool ahead() { return tense() == Tense::ahead; }

    Text before(std::size_t size = 24) const { return slice(text, static_cast<std::ptrdiff_t>(start) - static_cast<std::ptrdiff_t>(size), start); }
    Text after(std::size_t size = 24) const { return text.substr(end, size); }
    Text expression() const { return text.substr(start, end - start); }

    // The last mention before, and the last that others can lean on.
    const Reading* last() const { return any_ ? &last_ : nullptr; }
    const Reading* anchor() const { return since_anchor_ < remembered_ ? &anchor_ : nullptr; }

    // The day that the same sentence has just named.
    Day day_beside() const {
        if (!is_beside() || last_.days.first != last_.days.last) return {};
        return last_.days.first;
    }
    // The month that it has just named; none where it was something else.
    Day month_beside() const {
        return is_month(last_.value) && is_beside() ? last_.days.first : Day{};
    }
    // The year that it has just named ("last year"); 0 where it was something else.
    int year_beside() const { return last_.value.size() == 4 && is_beside() ? last_.days.first.year : 0; }

    // The first day of a day (or month) that this one is joined to ("in May and June"), and whether as a range's end.
    struct Joined {
        Day day{};
        bool is_end = false;
        explicit operator bool() const { return bool(day); }
    };
    Joined coordinated(bool with_day) const {
        static const TextPattern COMPARED(U"\\b(?:from|since|than|after|before)\\b|[.!?;]\\s");
        static const TextPattern JOINER(U"[,/–-]|\\b(?:and|or|to|through|until|till|but|then|versus|as|than)\\b");
        static const TextPattern RANGE(U"\\s*(?:to|through|until|till|-|–)\\s*$");
        const Text between = slice(text, static_cast<std::ptrdiff_t>(last_end), start);
        if (!any_ || asking || between.empty() || between.size() > 40 || !last_.days) return {};
        if (last_.kind != Kind::date && (last_.kind != Kind::time || last_.value.find(':') != std::string::npos)) return {};
        const int length = last_.days.last.ordinal - last_.days.first.ordinal;
        if (with_day ? length != 0 : length <= 8 || length > 31) return {};
        if (last_.how == How::absolute && between.size() > 8) return {};
        if (!JOINER.search(between) || COMPARED.search(between) || reader_.verb_between(text, last_end, start)) return {};
        return {last_.days.first, bool(RANGE.match(between))};
    }

  private:
    // "Friday's report"
    Tense tense_of_its_thing() const {
        // "They may win in September's election": its owner is when it will be.
        static const TextPattern EVENT(U"['’]s (?:[a-z-]+ ){0,2}(?:elections?|vote|referendum|poll|ballot|summit|budget|Olympics|World Cup)\\b");
        static const TextPattern BEHIND(U"\\b(?:after|since|following|from|than) $", true);
        const Tense tense = reader_.owner_tense(text, start, end);
        if (tense != Tense::before || !EVENT.match(after(40)) || BEHIND.search(before(10))) return tense;
        return reader_.tense_at(text, start, end) == Tense::ahead ? Tense::ahead : tense;
    }
    // "The report on Friday"
    Tense tense_beside_a_thing() const {
        const Tense tense = reader_.tense_at(text, start, end);
        if (tense != Tense::before) return is_of_what_happened() ? Tense::before : tense;
        return is_of_what_begins() ? Tense::ahead : tense;
    }
    // What happened is over, whatever is said of it: "he referred to the massacre in June".
    bool is_of_what_happened() const {
        static const std::unordered_set<Text> HAPPENED{
            U"massacre", U"attack",    U"attacks",  U"shooting", U"shootings",  U"bombing",   U"bombings", U"crash", U"coup",     U"earthquake", U"quake",
            U"tsunami",  U"killing",   U"killings", U"murder",   U"murders",    U"death",     U"deaths",   U"blast", U"blasts",   U"explosion",  U"explosions",
            U"flood",    U"floods",    U"hurricane", U"riot",    U"riots",      U"raid",      U"raids",    U"spill", U"collapse", U"assault",    U"stabbing",
            U"accident", U"outage"};
        Text front = without_preposition(before(40));
        Text word = last_word(front);
        if (!word.empty() && is_upper(word[0])) {  // "the attack in Paris in June"
            front = front.substr(0, front.size() - word.size());
            const Text shorter = without_preposition(front);
            if (shorter.size() == front.size()) return false;
            word = last_word(shorter);
        }
        return HAPPENED.contains(word);
    }
    // "A rise to start in September"
    bool is_of_what_begins() const {
        static const TextPattern BEGINS(
            U"(?:rise|increase|hike|cut|change|rule|plan|phase|trial|talks|work|construction|service|sale|production)s? "
            U"to (?:start|begin|open|launch|expire|end|take effect)$");
        const Text front = without_preposition(before(40));
        const Text word = last_word(front);
        return word.size() > 2 && word.size() < 7 && ends_with_any(front.substr(0, front.size() - word.size()), {U" to ", U" take "}) && BEGINS.search(front);
    }
    // Without "in", "on", "at" or "of" and what may stand behind them.
    static Text without_preposition(Text front) {
        for (const Text word : {U" late "sv, U" early "sv, U" last "sv, U" in "sv, U" on "sv, U" at "sv, U" of "sv})
            if (front.ends_with(word)) front.remove_suffix(word.size() - 1);
        return front.ends_with(U' ') ? front.substr(0, front.size() - 1) : front;
    }
    static Text last_word(Text text) { return text.substr(text.rfind(U' ') + 1); }  // all of it where it has no space
    // Is the last mention one of this sentence that others can lean on?
    bool is_beside() const {
        static const TextPattern STOP(U"[.!?]['\")”’]?\\s+(?=[\"“'A-Z])|\\n\\s*\\n");
        return any_ && last_.anchors && last_.days && !STOP.search(slice(text, static_cast<std::ptrdiff_t>(last_end), start));
    }
    // News has a date line, or tells what somebody said or of the last weeks, and early; a history hardly does.
    bool is_news() {
        static const TextPattern DATE_LINE(U"\\((?:Reuters|AP|AFP|UPI|CNN)\\)|/TASS/");
        static const TextPattern NEWS(
            U" (?:said|says|told|spokes|today|yesterday|(?:this|last|next) (?:year|month|week)|has been|have been|recent)");
        if (!is_news_) {
            int signs = 0;
            const std::size_t first = text.substr(0, 1200).find(U" said");  // what most news has, and is soon found
            if (first != Text::npos && text.substr(0, 1200).find(U" said", first + 5) != Text::npos) signs = 2;
            for (Text head = text.substr(0, 1200); signs < 2 && !head.empty();) {
                const TextPattern::Match sign = NEWS.search(head);
                if (!sign) break;
                ++signs;
                head.remove_prefix(sign.end);
            }
            is_news_ = signs > 1 || DATE_LINE.search(text.substr(0, 300));
        }
        return *is_news_;
    }

    static constexpr int REMEMBERED = 40;
    static constexpr int ENOUGH = 25;          // so many old years make a history of what begins like news
    static constexpr int OLD_OF_ALL = 7;       // so many old years a time of these days: else it is news with some history in it
    static constexpr std::size_t NEAR = 1500, NEAR_DAY = 400;  // characters

    const TenseReader& reader_;
    std::optional<Tense> tense_;
    std::optional<bool> is_news_, is_of_a_match_;
    Reading last_, anchor_;
    Day day_{};  // the last day named, and where that ends
    std::size_t day_end_ = 0;
    bool any_ = false;
    int remembered_ = 0, since_anchor_ = 1 << 30;
    int told_ = 0, current_ = 0, told_year_ = 0;  // how many old years and how many times of these days were named; the last old year
    bool in_story_ = false;     // no time of these days was named since a month or day of an old year was
    std::size_t told_at_ = 0;  // where that ends
};

}  // namespace searchlib::dates
