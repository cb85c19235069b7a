// Which verb group stands in these words, and does it look ahead? "will be asked", "was expected to cut", "has fallen".
//
// A group is read from its main verb back over its auxiliaries, with the words of the lists and no more: no word is known to be a
// verb by its place. Not for: which group an expression of time belongs to (tense.hpp).
#pragma once
#include <algorithm>

#include "sentence_words.hpp"

namespace searchlib {

// Which way a verb, or a sentence, looks: at what is to come, at what has been, at neither; none: there is no verb.
enum class Tense : u8 { none, ahead, before, now };

class VerbGroups {
  public:
    // From arranged on they are no auxiliaries; up to modal a form is finite whatever stands in front of it.
    enum class Kind : u8 { none, future, would, modal, had, be, arranged, past, intend, calendar, ing };
    struct Group {
        Tense tense = Tense::none;
        std::size_t place = 0;
    };

    explicit VerbGroups(SentenceWords words) : words_(words) {}

    // The last finite group, and the place behind it; Tense::none and 0 when there is none.
    Group last() const {
        for (std::size_t at = words_.size(); at-- > 0;) {
            const Kind kind = kind_at(at);
            if (kind == Kind::none) continue;
            const Group group = group_at(kind, at);
            if (group.tense != Tense::none) return {group.tense, at + 1};
            at = group.place;
        }
        return {};
    }

    // The tense of the first finite group whose main verb is among the first `within` words.
    Tense first(std::size_t within = SIZE_MAX) const {
        for (std::size_t at = 0; at < std::min(within, words_.size()); ++at) {
            const SentenceWord& word = words_[at];
            if (word.in(verb_class::RELATIVE)) return Tense::none;
            const Kind kind = kind_at(at);
            if (kind == Kind::none) continue;
            // "on Friday due to", "on Friday seeking to": of what stands in front.
            if (at == 0 && (kind == Kind::arranged || word.text == U"due" || word.text.ends_with(U"ing"))) continue;
            if (kind == Kind::would && at == 0 && is_at(1, U"not")) return Tense::before;  // on Friday he would not say
            if (kind == Kind::intend && word.text.ends_with(U"ed")) return Tense::before;  // on Monday it agreed to pay
            if (kind == Kind::be) return tense_of_be(at);
            return kind == Kind::had ? Tense::before : group_at(kind, at).tense;
        }
        return Tense::none;
    }

    // The tense of a form of be with what follows it: "is expected to", "was", "are meeting".
    Tense tense_of_be(std::size_t at) const {
        for (std::size_t next = at + 1; next < std::min(at + 4, words_.size()); ++next) {
            if (words_[next].in(verb_class::SKIPPED)) continue;
            if (words_[next].is("to") || words_[next].in(verb_class::AWAITED)) return Tense::ahead;
            break;
        }
        if (words_[at].in(verb_class::WAS)) return Tense::before;
        return at ? Tense::now : Tense::ahead;  // "Tuesday is the deadline": of a day that is over it would be "was"
    }

    Kind kind_at(std::size_t at) const {
        using namespace verb_class;
        const SentenceWord& word = words_[at];
        if (!word.in(FUTURE | WOULD | MODAL | BE | HAD | AWAITED | ARRANGED | INTEND | AWAIT | CALENDAR | PAST | NO_VERB)) return kind_by_ending(at);
        if (word.in(NO_VERB) || (word.text[0] == U'M' && word.is("may"))) return Kind::none;
        // "more than expected", "as planned"; "another cut", "a rate cut"
        if (at && word.in(AWAITED | ARRANGED) && (words_[at - 1].is("than") || words_[at - 1].is("as"))) return Kind::none;
        if (at && word.is("cut") && words_[at - 1].in(CUT)) return Kind::none;
        const auto followed_by = [&](std::string_view next) { return at + 1 < words_.size() && words_[at + 1].is(next); };
        if (word.in(AWAIT) || (word.is("set") && followed_by("for"))) return Kind::intend;
        if (followed_by("to")) {
            if (word.is("has") || word.is("have")) return Kind::intend;
            if (word.is("due") && !is_base(at + 2)) return Kind::none;  // due to the storm
        }
        const bool a_noun = at && words_[at - 1].in(ARTICLE) && !word.text.ends_with(U"ed");  // with a promise to pay
        if (word.in(INTEND | AWAITED) && !a_noun)
            for (std::size_t next = at + 1; next < std::min(at + 5, words_.size()); ++next)
                if (words_[next].is("to")) return Kind::intend;
        static constexpr std::pair<u32, Kind> CLASSES[] = {
            {FUTURE, Kind::future}, {WOULD, Kind::would}, {MODAL, Kind::modal}, {HAD, Kind::had},
            {BE, Kind::be}, {ARRANGED, Kind::arranged}, {PAST, Kind::past},
        };
        for (const auto& [of_class, kind] : CLASSES)
            if (word.in(of_class)) return kind;
        return word.plainly_in(CALENDAR) && is_calendar(at) ? Kind::calendar : kind_by_ending(at);
    }

    // Whether a word follows "to" that may be a verb: "ministers to meet", but not "to Ohio", "to the sea".
    bool has_infinitive() const {
        for (std::size_t at = 0; at + 1 < words_.size(); ++at)
            if (words_[at].is("to") && is_base(at + 1)) return true;
        return false;
    }

    // "A report to be published on": not "was found to be injured on".
    bool is_to_be_done() const {
        std::size_t end = words_.size();
        while (end && words_[end - 1].in(verb_class::BESIDE)) --end;
        if (end < 4 || !words_[end - 3].is("to") || !words_[end - 2].is("be") || kind_at(end - 1) != Kind::past) return false;
        return kind_at(end - 4) == Kind::none;
    }

  private:
    static bool is_finite(Kind kind) { return kind >= Kind::future && kind <= Kind::modal; }
    static bool is_auxiliary(Kind kind) { return kind >= Kind::future && kind <= Kind::be; }
    bool is_at(std::size_t at, std::u32string_view exactly) const { return at < words_.size() && words_[at].text == exactly; }

    bool is_base(std::size_t at) const {
        if (at >= words_.size()) return false;
        const SentenceWord& word = words_[at];
        if (word.capitals || word.in(verb_class::DETERMINER) || word.text.ends_with(U"ing")) return false;
        for (char32_t c : word.text)
            if (!is_ascii_letter(c)) return false;
        return true;
    }

    // Whether "opens" and the like are verbs: not behind an article; "open" itself only behind a plural ("doors open").
    bool is_calendar(std::size_t at) const {
        if (at && words_[at - 1].in(verb_class::DETERMINER)) return false;
        return !words_[at].in(verb_class::NOUN) || (at && ((words_[at - 1].ends("s") && !is_apostrophe(words_[at - 1].text[0])) || words_[at - 1].in(verb_class::PLURAL)));
    }

    Kind kind_by_ending(std::size_t at) const {
        const SentenceWord& word = words_[at];
        if (word.text.size() < 2) return Kind::none;
        switch (word.text.back() | 0x20) {
            case U'd':
                if (word.ends("ed")) return is_past(at) ? Kind::past : Kind::none;
                return is_apostrophe(word.text[word.text.size() - 2]) ? Kind::would : Kind::none;
            case U'g':
                return word.ends("ing") && at && words_[at - 1].in(verb_class::BE) ? Kind::ing : Kind::none;
            case U'l':
                return word.ends("ll") && word.text.size() > 2 && is_apostrophe(word.text[word.text.size() - 3]) ? Kind::future : Kind::none;
            default:
                return Kind::none;
        }
    }
    bool is_past(std::size_t at) const {
        const SentenceWord& word = words_[at];
        if (word.text.size() < 4 || word.begins_capital()) return false;
        if (is_at(at + 1, U"by") && word.is("followed")) return false;  // it is told in the tense of what it follows
        // "if approved in May, it will", "if not sold by May"
        const std::size_t conjunction = at > 1 && words_[at - 1].is("not") ? at - 2 : at - 1;
        if (at && (words_[conjunction].is("if") || words_[conjunction].is("unless") || words_[conjunction].is("once"))) return false;
        // "the disputed vote", "the closely watched vote"
        if (at && words_[at - 1].in(verb_class::ARTICLE)) return false;
        return !(at > 1 && words_[at - 1].text.ends_with(U"ly") && words_[at - 2].in(verb_class::ARTICLE));
    }

    // The tense of the group that ends at a verb, and its first word; none where it is an infinitive.
    Group group_at(Kind kind, std::size_t at) const {
        const SentenceWord& main = words_[at];
        const SentenceWord* be = nullptr;
        std::size_t first = at;
        bool perfect = false;
        while (!is_finite(kind) && first) {
            const SentenceWord& before = words_[first - 1];
            if (kind == Kind::past && first > 1 && before.is("and") && kind_at(first - 2) == Kind::past) {
                first -= 2;  // "will be opened and adjourned"
                continue;
            }
            if (before.in(verb_class::SKIPPED) || before.ends("ly")) {
                --first;
                continue;
            }
            if (before.is("to")) return {Tense::none, first - 1};
            const Kind helper = kind_at(first - 1);
            if (!is_auxiliary(helper)) break;
            perfect = perfect || helper == Kind::had;
            if (helper == Kind::be) be = &before;
            if (is_finite(helper)) kind = helper;
            --first;
        }
        return {is_finite(kind) ? tense_of_modal(kind, first, perfect) : tense_of(kind, at, main, be, perfect), first};
    }

    Tense tense_of(Kind kind, std::size_t at, const SentenceWord& main, const SentenceWord* be, bool perfect) const {
        using namespace verb_class;
        if (kind == Kind::arranged || kind == Kind::intend || (main.in(BE) && is_at(at + 1, U"to"))) return Tense::ahead;
        if (be && main.in(AWAITED)) return Tense::ahead;
        if (perfect || kind == Kind::had || main.in(WAS) || (be && be->in(WAS))) return Tense::before;
        if (kind == Kind::be) return Tense::now;
        if (kind == Kind::ing || (kind == Kind::calendar && !be)) return Tense::ahead;
        return be ? Tense::now : Tense::before;
    }

    // "will meet" and "would meet" look ahead; "would have met", "could not meet", "nobody could meet" back.
    Tense tense_of_modal(Kind kind, std::size_t at, bool perfect) const {
        if (kind == Kind::future) return Tense::ahead;
        if (!perfect && is_at(at + 1, U"have") && at + 2 < words_.size()) {  // not "should have ninety seats"
            const Kind behind = kind_at(at + 2);
            perfect = behind == Kind::past || behind == Kind::be || words_[at + 2].plainly_in(verb_class::PARTICIPLE);
        }
        if (perfect) return Tense::before;
        if (!words_[at].is("could")) return Tense::ahead;
        if (is_at(at + 1, U"be") && at + 2 < words_.size() && words_[at + 2].in(verb_class::SENSED)) return Tense::before;
        bool negated = is_at(at + 1, U"not");
        for (std::size_t i = 0; i < at && !negated; ++i) negated = words_[i].in(verb_class::NOBODY);
        return negated ? Tense::before : Tense::ahead;
    }

    SentenceWords words_;
};

}  // namespace searchlib
