// Which temporal expressions stand in a text, and which days do they mean, seen from the day of publication?
//
// The grammar says what an expression looks like (temporal.hpp finds where one stands, date_match.hpp which word of it is what),
// the readings what it means. What cannot be resolved is said to be so. Immutable, so any number of threads may share one.
#pragma once
#include <memory>

#include "date_ranges.hpp"
#include "date_readings.hpp"

namespace searchlib::dates {

class DateFinder {
  public:
    struct Asked {
        Day published{};           // none: relative expressions are found but unresolved
        bool figures_only = false;  // of a language without a grammar
        Order order = Order::by_the_text;
    };

    // rules: of each line of the grammar, by name.
    DateFinder(std::shared_ptr<const TemporalGrammar> grammar, MatchReader lines, const std::vector<std::string>& rules, bool any_case, TenseReader tenses)
        : grammar_(std::move(grammar)), lines_(std::move(lines)), any_case_(any_case), tenses_(std::move(tenses)) {
        for (const std::string& rule : rules) rules_.push_back(&rule_named(rule));
        if (rules.size() != lines_.lines()) throw std::invalid_argument("each line of a grammar has a rule");
    }

    // Mentions that do not overlap, in order; with `ranges` also what lies between two that the text joins, behind them.
    template <class Char>
    void find(const Char* text, std::size_t size, const Asked& asked, bool ranges, std::vector<Mention>& out) const {
        find(text, plain_bytes(text, size).data(), size, asked, ranges, out);
    }
    void find(const u8* text, std::size_t size, const Asked& asked, bool ranges, std::vector<Mention>& out) const {
        find(text, text, size, asked, ranges, out);
    }

    // The days that words mean which are one expression, as a searcher types it; none otherwise.
    Days days_asked_for(Text words, Day now) const {
        std::vector<TemporalMatch> matches;
        grammar_->find(words.data(), words.size(), 0, words.size(), any_case_, matches);
        if (matches.size() != 1 || matches[0].start != 0 || matches[0].end != words.size()) return {};
        Scene scene(now, words, Order::by_the_text, tenses_, true);
        Found found;
        std::vector<Mention> read_as;
        return read(matches[0], scene, false, found, read_as) ? read_as[0].reading.days : Days{};
    }

  private:
    // plain: the text as the grammar takes it.
    template <class Char>
    void find(const Char* text, const u8* plain, std::size_t size, const Asked& asked, bool ranges, std::vector<Mention>& out) const {
        std::vector<TemporalMatch> matches;
        grammar_->find(plain, size, 0, size, any_case_, matches);
        if (matches.empty()) return;
        const std::u32string characters(text, text + size);  // what readings look at
        Scene scene(asked.published, characters, asked.order, tenses_);
        Found found;
        std::vector<TemporalMatch> within;
        out.reserve(matches.size());
        std::reverse(matches.begin(), matches.end());
        while (!matches.empty()) {
            const TemporalMatch match = matches.back();
            matches.pop_back();
            if (match.start < scene.last_end) continue;
            // Not, or not all of it, after all; what stands within the words may still be something.
            std::size_t next = match.start;
            if (read(match, scene, asked.figures_only, found, out)) {
                if (scene.last_end >= match.end) continue;
                next = scene.last_end;
            }
            while (next < size && letter_kinds(characters[next]) & ALPHANUMERIC) ++next;
            within.clear();
            grammar_->find(plain, size, next + 1, match.end, any_case_, within);
            matches.insert(matches.end(), within.rbegin(), within.rend());
        }
        if (!ranges) return;
        std::vector<Mention> between;
        ranges_between(characters, out, between);
        out.insert(out.end(), std::make_move_iterator(between.begin()), std::make_move_iterator(between.end()));
    }

    bool read(const TemporalMatch& match, Scene& scene, bool figures_only, Found& found, std::vector<Mention>& out) const {
        const Rule& rule = *rules_[match.rule];
        if (figures_only && !(rule.traits & Rule::ANY_LANGUAGE)) return false;
        scene.move_to(match.start, match.end);
        if (!lines_.take_apart(scene.expression(), match.rule, found)) return false;
        Meaning reading = rule.read(found, scene);
        if (!reading) return false;
        if (!reading->days) reading->days = days_of(reading->value);
        if (rule.traits & Rule::OF_TWO_ENDS && !scene.asking && two_ends(*reading, rule, scene, out)) return true;
        remember(*reading, rule, scene);
        out.push_back({scene.start, scene.end, std::move(*reading)});  // perhaps less than was matched
        if (rule.traits & Rule::OF_A_MONTH && !scene.asking) more_days(rule, scene, out);
        return true;
    }

    // "March 20-21", "1914-18": a mention each, as TIMEX3 has them; what lies between is found as it is for "March 20 to April 3".
    static bool two_ends(const Reading& both, const Rule& rule, Scene& scene, std::vector<Mention>& out) {
        static const TextPattern JOINED(U"\\d ?(?:-|–|to) ?(?=\\d)");
        const std::size_t slash = both.value.find('/');
        const TextPattern::Match joined = slash == std::string::npos ? TextPattern::Match{} : JOINED.search(scene.expression());
        if (!joined) return false;
        const std::size_t start = scene.start, end = scene.end;
        const auto add = [&](std::string value, std::size_t from, std::size_t to) {
            scene.move_to(from, to);
            Reading reading{both.kind, std::move(value), both.how, {}};
            reading.days = days_of(reading.value);
            remember(reading, rule, scene);
            out.push_back({from, to, std::move(reading)});
        };
        add(both.value.substr(0, slash), start, start + joined.begin + 1);
        add(both.value.substr(slash + 1), start + joined.end, end);
        return true;
    }

    // The second day of "March 20 and 21", the others of "March 20, 21 and 22".
    static void more_days(const Rule& rule, Scene& scene, std::vector<Mention>& out) {
        static const TextPattern NEXT(
            U"(?:,? (?:and|or|to|through|until) |, )(\\d{1,2})(?=[,;:)]|\\.(?!\\d)|\\s+(?:and|or|in|at|on|to|by|for|with|as|when|after|before|during|from|but|is|are|"
            U"was|were|will|would|that|which|who)\\b|\\s*$)");
        static const TextPattern LIST(U", \\d{1,2}(?:, \\d{1,2}){0,4},? and \\d{1,2}\\b");
        while (const Reading* last = scene.last()) {
            if (!last->days || last->days.first != last->days.last) return;
            const Text after = scene.text.substr(out.back().end, 40);
            if (std::none_of(after.begin() + std::min<std::size_t>(2, after.size()), after.begin() + std::min<std::size_t>(10, after.size()), [](char32_t c) { return c >= U'0' && c <= U'9'; }))
                return;
            const TextPattern::Match next = NEXT.match(after);
            if (!next || (after[1] == U' ' && !LIST.match(after))) return;  // a comma alone may part two sentences
            int number = 0;
            for (const char32_t digit : next(after, 0)) number = number * 10 + static_cast<int>(digit - U'0');
            const Day first = last->days.first, day = day_of(first.year, first.month, number);
            if (!day || day <= first) return;
            const std::size_t end = out.back().end + next.end;
            Reading reading{Kind::date, told(day), last->how, {day, day}};
            scene.move_to(end - next(after, 0).size(), end);
            remember(reading, rule, scene);
            out.push_back({scene.start, scene.end, std::move(reading)});
        }
    }

    // A quarter that is not over and looked ahead to, where the last one is told of.
    static bool is_to_come(const Reading& quarter, Scene& scene) {
        const Day now = scene.published;
        const Day told = days_of(scene.quarter).first;
        if (!now || !told || !quarter.days || quarter.days.last < now) return false;
        const int ago = 4 * (now.year - told.year) + now.quarter() - told.quarter();
        return ago < 2 && quarter.value > scene.quarter && scene.ahead();
    }

    // What later expressions may lean on.
    static void remember(const Reading& reading, const Rule& rule, Scene& scene) {
        scene.remember(reading);
        const std::string& value = reading.value;
        if (scene.published) {
            const Days days = reading.how == How::absolute && reading.kind == Kind::date ? days_of(value) : Days{};
            if (days && days.first.year < scene.published.year - 1) scene.tell_old(value.size() != 3 ? days.last.year : 0, value.size() > 4 && value[4] == '-');  // a decade names no year
            else if (days || (rule.traits & Rule::OF_THESE_DAYS && reading.how != How::anaphoric)) scene.tell_current();
        }
        const bool quarter = is_quarter(value);
        const std::string_view length = value;
        const bool longer = length == "P6M"sv || length == "P9M"sv || length == "P1Y"sv || length == "P12M"sv || (value.size() == 4 && is_year(value));
        if (quarter && rule.traits & Rule::QUARTERLY) {
            // "It lost money in the second quarter; it should lose more in the third": the second is told of.
            if (!is_to_come(reading, scene)) scene.quarter = scene.compared = value;
        } else if (longer && rule.traits & Rule::LONGER) scene.compared.clear();
        else if (quarter && rule.traits & Rule::THE_UNIT) scene.compared = scene.quarter;
    }

    std::shared_ptr<const TemporalGrammar> grammar_;
    MatchReader lines_;
    std::vector<const Rule*> rules_;
    bool any_case_;
    TenseReader tenses_;
};

}  // namespace searchlib::dates
