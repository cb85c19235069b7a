// Which way does a sentence look at an expression of time in it: ahead, or back? From the verb group that it belongs to.
//
// The group that touches the expression decides; else that of its clause; an infinitive alone says little, so it is asked last. The
// sentence is looked at for some characters before and behind. Examples are in extraction/dates/grammars/english_tense.txt.
// Twin: reference_tense.py.
#pragma once
#include <algorithm>
#include <cstddef>
#include <new>
#include <optional>

#include "verb_groups.hpp"

namespace searchlib {

class TenseReader {
  public:
    // Only so many characters before and behind the expression matter, and one more before, which says whether the text begins there.
    static constexpr std::size_t REACH = 150, REACH_BEHIND = 100;

    explicit TenseReader(VerbWords words) : listed_(std::move(words)) {}

    // Which way the sentence looks at the expression in [start, end). The readers throw std::out_of_range for what is not in the text.
    Tense tense_at(std::u32string_view text, std::size_t start, std::size_t end) const {
        using namespace verb_class;
        check(text, start, end);
        const std::u32string_view front = text.substr(0, start), rest = text.substr(end);
        for (std::u32string_view said : {U" said on ", U" said ", U" said late on ", U" told reporters on "})
            if (front.ends_with(said)) return Tense::before;  // most of all in news, so it is looked for first
        for (std::u32string_view sold : {U" futures for ", U" crude for ", U" oil for ", U" contract for ", U" contracts for "})
            if (front.ends_with(sold)) return Tense::ahead;
        const Before before(text, start, listed_);
        Behind behind(text, end, listed_);
        const SentenceWords left = before.words(), right = behind.words();  // no more than four
        const SentenceWord last = left.empty() ? SentenceWord{} : left.back();
        if (is_since(left) || is_compared(left)) return Tense::before;
        if (!right.empty() && right[0].in(QUOTED)) return Tense::before;  // the share's Monday close
        const VerbGroups groups(left);
        // "It climbed to a high in May and may rise": behind "and" another verb of the same subject begins.
        const bool skips = !right.empty() && right[0].plainly_in(SKIPPED) && !(right[0].text == U"and" && groups.last().place);
        const Tense touching = is_quoted(rest) ? Tense::none : VerbGroups(slice(right, skips ? 1 : 0, 4)).first(1);
        if (touching != Tense::none) {
            // "A deal agreed on Monday will help", "a vote expected on Monday was put off": the participle in front is nearer.
            if (touching == Tense::before) return touches(groups.last(), left) == Tense::ahead ? Tense::ahead : touching;
            if (!last.in(BESIDE) || !(right[0].text == U"is" || right[0].text == U"are"))
                return touching == Tense::ahead && touches(groups.last(), left) == Tense::before ? Tense::before : touching;
        }
        for (std::u32string_view future : {U" delivery", U" futures", U" contract", U" crude"})
            if (rest.starts_with(future)) return Tense::ahead;
        if (is_appointed(left, last, text.substr(start, end - start))) return Tense::ahead;
        const bool begins = begins_a_clause(left, before.whole(), is_late(text.substr(start, end - start)));
        std::optional<Tense> found;
        const auto first_behind = [&] { return found ? *found : *(found = VerbGroups(behind.all()).first()); };
        if (begins && first_behind() != Tense::none) return first_behind();
        // "Until Monday, when he was freed", "talks on Friday, when they will be joined by"
        if (right.size() > 1 && right[0].text == U"," && right[1].text == U"when")
            if (const Tense then = VerbGroups(slice(behind.all(), 2, SIZE_MAX)).first(); then == Tense::ahead || then == Tense::before) return then;
        const VerbGroups::Group group = groups.last();
        const SentenceWords since_verb = left.subspan(group.place);
        if (last.is("to") && any(slice(left, from_end(left, 8), left.size()), [](const SentenceWord& word) { return word.in(MOVED); }))
            return Tense::ahead;
        if (last.is("for") && group.place && left[group.place - 1].text == U"set") return Tense::ahead;
        if (last.in(UNTIL)) return has_lasted(last, group, left) ? Tense::before : Tense::ahead;
        if (groups.is_to_be_done()) return Tense::ahead;
        if (const Tense beside = touches(group, left); beside != Tense::none) return is_on(group, left) ? Tense::ahead : beside;
        // "said an August summit could": what it is part of is the subject there.
        if (group.place && since_verb.size() == 1 && (last.is("a") || last.is("an") || last.is("the")) && first_behind() != Tense::none)
            return first_behind();
        Tense tense = group.tense;
        const bool apart = !group.place || any(since_verb, [](const SentenceWord& word) { return word.parts(); });
        if (apart && touching == Tense::ahead) return touching;  // "it has shrunk, and data on Monday is expected to show more"
        if (apart && !begins && subject_follows(right) && first_behind() != Tense::none) tense = first_behind();
        if (tense != Tense::none) return tense;
        // "To win time, on Friday, he left": the main verb is yet to come.
        const bool comma = !right.empty() && right[0].text == U",";
        if (comma && first_behind() != Tense::none) return first_behind();
        return groups.has_infinitive() ? Tense::ahead : first_behind();
    }

    // The same for a day with 's: "Friday's report will show" looks ahead, most others back.
    Tense owner_tense(std::u32string_view text, std::size_t start, std::size_t end) const {
        using namespace verb_class;
        using Kind = VerbGroups::Kind;
        check(text, start, end);
        const Before before(text, start, listed_);
        Behind behind(text, end, listed_);
        const SentenceWords left = before.words(), right = behind.all();
        const SentenceWord last = left.empty() ? SentenceWord{} : left.back();
        if (is_awaited(slice(left, from_end(left, 2), left.size())) || last.in(INTEND)) return Tense::ahead;
        if (last.is("after") || last.is("following") || last.is("since")) return Tense::before;
        if (any(slice(right, 1, 4), [](const SentenceWord& word) { return word.in(QUOTED); })) return Tense::before;
        const VerbGroups groups_behind(right);
        for (std::size_t at = 1; at < std::min<std::size_t>(9, right.size()); ++at) {
            if (right[at].parts() || right[at].text == U"after" || right[at].text == U"before") break;
            const Kind kind = right[at - 1].text.ends_with(U"ly") ? Kind::none : groups_behind.kind_at(at);
            if (kind == Kind::none) continue;
            const bool ahead = kind == Kind::future || kind == Kind::intend || (kind == Kind::be && groups_behind.tense_of_be(at) == Tense::ahead);
            return ahead ? Tense::ahead : Tense::before;
        }
        const VerbGroups::Group group = VerbGroups(left).last();
        if (group.tense != Tense::ahead || any(left.subspan(group.place), [](const SentenceWord& word) { return word.parts(); }))
            return Tense::before;
        // "would" and "must" are not enough: "must be held within two months of Friday's ruling".
        const SentenceWords near = slice(left, group.place - std::min<std::size_t>(5, group.place), group.place);
        return any(near, [](const SentenceWord& word) { return word.in(FUTURE | AWAITED | INTEND); }) ? Tense::ahead : Tense::before;
    }

    // Whether a verb, or the end of a sentence, stands in a stretch of text.
    bool verb_between(std::u32string_view text, std::size_t start, std::size_t end) const {
        check(text, start, end);
        for (std::size_t at = start; at < end; ++at)
            if (sentence_end(text, at, end)) return true;
        std::vector<SentenceWord> words;
        cut_words(text, start, end, listed_, [&](const SentenceWord& word) {
            words.push_back(word);
            return true;
        });
        const VerbGroups groups(words);
        for (std::size_t at = 0; at < words.size(); ++at)
            if (groups.kind_at(at) != VerbGroups::Kind::none) return true;
        return false;
    }

  private:
    // Each word is a character at least.
    template <std::size_t MOST>
    class Window {
      public:
        SentenceWords words() const { return {reinterpret_cast<const SentenceWord*>(room_), count_}; }

      protected:
        std::size_t cut(std::u32string_view text, std::size_t begin, std::size_t end, const VerbWords& listed, std::size_t until = MOST) {
            return cut_words(text, begin, end, listed, [&](const SentenceWord& word) {
                new (room_ + sizeof word * count_++) SentenceWord(word);
                return count_ < until;
            });
        }

      private:
        alignas(SentenceWord) std::byte room_[MOST * sizeof(SentenceWord)];  // not an array of them, which would be cleared first
        std::size_t count_ = 0;
    };
    // The words of the sentence in front, and whether they begin it.
    class Before : public Window<REACH> {
      public:
        Before(std::u32string_view text, std::size_t start, const VerbWords& listed) {
            std::size_t begin = start - std::min(start, REACH);
            whole_ = begin == 0;
            for (std::size_t at = begin; at < start;) {
                const std::size_t end = sentence_end(text, at, std::min(start + 1, text.size()));  // the expression may begin the next
                if (end && end <= start && !is_short_form(text, std::max(begin, at - std::min(at, SHORT_FORM)), at)) {
                    begin = end;
                    whole_ = true;
                }
                at = end ? end : at + 1;
            }
            this->cut(text, begin, start, listed);
        }
        bool whole() const { return whole_; }

      private:
        bool whole_;
    };
    // The words of the sentence behind: the first four, which often decide, until the others are asked for.
    class Behind : public Window<REACH_BEHIND> {
      public:
        Behind(std::u32string_view text, std::size_t begin, const VerbWords& listed)
            : text_(text), listed_(listed), at_(begin), until_(begin + std::min(REACH_BEHIND, text.size() - begin)) {
            for (std::size_t at = begin; at < until_;) {
                const std::size_t end = sentence_end(text, at, until_);
                if (end && !is_short_form(text, std::max(begin, at - std::min(at, SHORT_FORM)), at)) {
                    until_ = at;
                    break;
                }
                at = end ? end : at + 1;
            }
            at_ = this->cut(text, begin, until_, listed, 4);
        }
        SentenceWords all() {
            at_ = this->cut(text_, at_, until_, listed_);
            return this->words();
        }

      private:
        std::u32string_view text_;
        const VerbWords& listed_;
        std::size_t at_, until_;
    };
    static constexpr std::size_t SHORT_FORM = 6;  // so many characters in front of a full stop are looked at for one

    static void check(std::u32string_view text, std::size_t start, std::size_t end) {
        if (start > end || end > text.size()) throw std::out_of_range("an expression of time must lie in its text");
    }
    static SentenceWords slice(SentenceWords words, std::size_t from, std::size_t to) {
        to = std::min(to, words.size());
        return from < to ? words.subspan(from, to - from) : SentenceWords{};
    }
    static std::size_t from_end(SentenceWords words, std::size_t count) { return words.size() - std::min(count, words.size()); }
    template <class Holds>
    static bool any(SentenceWords words, Holds holds) {
        return std::any_of(words.begin(), words.end(), holds);
    }

    static bool is_since(SentenceWords left) {
        return any(slice(left, from_end(left, 4), left.size()), [](const SentenceWord& word) {
            return word.text == U"since" || word.text == U"Since";
        });
    }
    // "down from 43 percent in July", "the closing price of $6 on Monday": what is compared with is over.
    static bool is_compared(SentenceWords left) {
        for (std::size_t at = from_end(left, 9); at + 3 < left.size(); ++at)
            if (left[at].text == U"closing" && (left[at + 1].text == U"price" || left[at + 2].text == U"price")) return true;
        for (std::size_t at = from_end(left, 5); at + 1 < left.size(); ++at)
            if (left[at].text == U"from" && left[at + 1].figure) return true;
        // "its previous estimate in May"
        for (std::size_t at = from_end(left, 6); at < left.size(); ++at)
            if (left[at].text == U"previous" && left.size() - at > 4 && !any(left.subspan(at), [](const SentenceWord& word) { return word.mark; })) return true;
        for (std::size_t at = from_end(left, 4); at < left.size(); ++at)
            if (left[at].text == U"previous" || left[at].text == U"prior" || left[at].text == U"recent" ||
                (left[at].text == U"last" && at && left[at - 1].text == U"the"))
                return true;
        // "down from a May estimate"
        return left.size() > 1 && left[left.size() - 2].text == U"from" && (left.back().text == U"a" || left.back().text == U"an" || left.back().text == U"its");
    }
    static bool is_awaited(SentenceWords words) {
        for (std::size_t at = 1; at < words.size(); ++at) {
            if (words[at].text == U"for" && words[at - 1].is("hopes")) return true;
            if (words[at].text != U"of") continue;
            for (const std::string_view of : {"ahead", "advance", "aim", "hope", "hopes", "possibility", "prospect", "chance", "chances"})
                if (words[at - 1].is(of)) return true;
        }
        return false;
    }
    // "for Friday", "set May 3", "as early as Friday", "ahead of a summit in"; but "data for May".
    static bool is_appointed(SentenceWords left, const SentenceWord& last, std::u32string_view expression) {
        if (last.text == U"for" || last.text == U"set") {
            // Letters are those of ASCII: the grammar finds no others.
            if (!std::all_of(expression.begin(), expression.end(), is_ascii_letter) || expression.empty()) return true;
            return last.text == U"for" && expression.ends_with(U"day");
        }
        for (std::size_t at = from_end(left, 6); at + 2 < left.size(); ++at)
            if (left[at].text == U"as" && (left[at + 1].text == U"early" || left[at + 1].text == U"soon") && left[at + 2].text == U"as") return true;
        // "From now through May"
        if (left.size() > 1 && left[left.size() - 2].text == U"now" && last.in(verb_class::UNTIL)) return true;
        // "In the run-up to a May vote", "leading up to May 3"
        for (std::size_t at = from_end(left, 5); at < left.size(); ++at)
            if (left[at].text == U"run-up" || (left[at].text == U"leading" && at + 1 < left.size() && left[at + 1].text == U"up")) return true;
        return is_awaited(slice(left, from_end(left, 9), left.size()));
    }
    // '... on Monday" read the paper': what follows is another sentence's.
    static bool is_quoted(std::u32string_view rest) { return !rest.empty() && (rest[0] == U'"' || rest[0] == U'”'); }
    // "Late Monday"
    static bool is_late(std::u32string_view expression) {
        for (std::u32string_view word : {U"late ", U"Late ", U"early ", U"Early "})
            if (expression.starts_with(word)) return true;
        return false;
    }
    // "On Monday", ", and on Monday", ", and late Monday": what is said of it stands behind.
    static bool begins_a_clause(SentenceWords left, bool whole, bool late) {
        SentenceWords words = left;
        if (!words.empty() && words.back().in(verb_class::BESIDE | verb_class::UNTIL)) words = words.first(words.size() - 1);
        if (!words.empty() && (words.back().is("late") || words.back().is("early"))) words = words.first(words.size() - 1);
        return words.empty() ? whole : (late || words.size() < left.size()) && words.back().parts();
    }
    // A noun begins right behind: "at a summit on Monday leaders said" has its verb there.
    static bool subject_follows(SentenceWords right) {
        return !right.empty() && (right[0].begins_capital() || right[0].plainly_in(verb_class::SUBJECT));
    }
    // The tense of a verb group right in front, with no more than "on" or "late on" between.
    static Tense touches(const VerbGroups::Group& group, SentenceWords left) {
        const SentenceWords between = left.subspan(group.place);
        const bool near = std::all_of(between.begin(), between.end(), [](const SentenceWord& word) { return word.in(verb_class::BESIDE); });
        return near ? group.tense : Tense::none;
    }
    // "The vote is on Monday": of one that is over it would be "was".
    static bool is_on(const VerbGroups::Group& group, SentenceWords left) {
        return group.tense == Tense::now && (left[group.place - 1].text == U"is" || left[group.place - 1].text == U"are");
    }
    // "had left by Monday", "fell from May through Monday", "not known until Monday"; else what lasts until then goes on.
    static bool has_lasted(const SentenceWord& last, const VerbGroups::Group& group, SentenceWords left) {
        if (group.tense != Tense::before) return false;
        if (last.is("by")) return true;
        // "was chairman until Monday", "stayed until Monday"; but "was closed until Monday"
        if (!last.is("through") && left[group.place - 1].in(verb_class::WAS | verb_class::LASTED)) return true;
        if (last.is("through"))
            return any(slice(left, from_end(left, 10), left.size()), [](const SentenceWord& word) { return word.text == U"from"; });
        return any(slice(left, group.place - std::min<std::size_t>(2, group.place), group.place + 1), [](const SentenceWord& word) {
            return word.is("not") || word.is("never") || word.is("no") || word.text.ends_with(U"n't") || word.text.ends_with(U"n’t");
        });
    }

    VerbWords listed_;
};

}  // namespace searchlib
