// What does the rest of the document say of a word? A first reading labels every run; the second counts, for each word, how it was
// labelled elsewhere in the document (as the last word of a person, alone, as a place …), and labels again with that knowledge.
// A surname alone is thus known by its full name, and Ford the company by its other mentions. After Krishnan and Manning, "An effective
// two-stage model for exploiting non-local dependencies in named entity recognition", ACL 2006.
#pragma once
#include "linear_chain.hpp"
#include "name_features.hpp"

namespace searchlib::people {

// A map that is emptied for every document: open addressing, a slot is empty unless it carries the present generation.
template <class Value>
class ShortLivedMap {
  public:
    ShortLivedMap() : slots_(256) {}
    void clear() {
        size_ = 0;
        if (++generation_ == 0) {
            slots_.assign(slots_.size(), Slot{});
            generation_ = 1;
        }
    }
    Value& operator[](u64 key) {
        if (size_ * 2 >= slots_.size()) grow();
        Slot& slot = slots_[place(key)];
        if (slot.generation != generation_) slot = {key, generation_, Value{}}, ++size_;
        return slot.value;
    }
    const Value* find(u64 key) const {
        const Slot& slot = slots_[place(key)];
        return slot.generation == generation_ ? &slot.value : nullptr;
    }

  private:
    struct Slot {
        u64 key = 0;
        u32 generation = 0;
        Value value{};
    };
    std::size_t place(u64 key) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = (key * 0x9E3779B97F4A7C15u) >> 40 & mask;
        while (slots_[at].generation == generation_ && slots_[at].key != key) at = (at + 1) & mask;
        return at;
    }
    void grow() {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& slot : old)
            if (slot.generation == generation_) slots_[place(slot.key)] = slot;
    }
    std::vector<Slot> slots_;
    std::size_t size_ = 0;
    u32 generation_ = 1;
};

// What the rest of a document says of a token, in small numbers.
struct EvidenceFacts {
    u32 here, before, behind;  // how its word, and those beside it in the run, were labelled: codes below 2048
    u32 label, place;          // what the first reading made of it, and where in its run it stands: below 8 and 16
    u32 joined, whole;         // was it joined elsewhere to the words beside it, and what was the whole run? below 4 and 16
    u32 balance;               // how often its word was part of a person elsewhere, and how often not: below 16
    u32 headed;                // did it begin a longer name of an organisation elsewhere? below 4
    u32 setting;               // how many names the document has, and how many persons named in full: below 16
    // The facts on which features depend together, in two parts: many tokens have the same ones.
    u64 packed() const {
        return u64{here} | u64{before} << 11 | u64{behind} << 22 | u64{label} << 33 | u64{place} << 36 | u64{joined} << 40 | u64{whole} << 42;
    }
    u64 packed_wider() const { return u64{label} | u64{place} << 3 | u64{setting} << 7 | u64{balance} << 11 | u64{headed} << 15; }
};

// The features of a token with evidence: those that follow from its facts alone go to `counted` and `wider`, by what is packed above; the
// others to `worded`.
template <class Wider>
inline void wider_evidence_features(const EvidenceFacts& facts, Wider&& wider) {
    const u64 label = facts.label, place = facts.place, setting = facts.setting, balance = facts.balance, headed = facts.headed;
    wider(feature(14, setting << 3 | label, place));
    wider(feature(15, balance << 3 | label, place));
    wider(feature(16, balance << 4 | setting, label));
    wider(feature(17, headed << 3 | label, place));
    wider(feature(18, headed << 4 | balance, label));
}

template <class Counted, class Worded>
inline void evidence_features(const EvidenceFacts& facts, const Word& word, const Word& left, Counted&& counted, Worded&& worded) {
    const u64 here = facts.here, label = facts.label, place = facts.place, joined = facts.joined, whole = facts.whole;
    counted(feature(1, here, label));
    counted(feature(2, here, place));
    counted(feature(3, here, label << 4 | place));
    counted(feature(4, facts.before, here));
    counted(feature(5, here, facts.behind));
    worded(feature(6, here, word.light));
    counted(feature(7, label, place));
    counted(feature(8, joined, here));
    counted(feature(9, joined, place * 8 + label));
    counted(feature(10, whole, place * 8 + label));
    counted(feature(11, whole, here));
    worded(feature(12, here, u64{word.shape == Shape::CAPITALS} << 8 | u64{lower_usage(word.usage)} << 4 | given_usage(word.usage) << 2 | surname_usage(word.usage)));
    worded(feature(13, here, u64{left.light} << 4 | place));
}

class Evidence {
  public:
    void clear() {
        words_.clear();
        pairs_.clear();
        wholes_.clear();
        seen_.clear();
        joined_.clear();
        as_person_.clear();
        runs_.clear();
        places_.clear();
        full_ = 0;
    }
    // Takes in a run, which is known by its number from then on. Words and pairs are looked up here, once; what is counted is counted by numbers.
    void enter(const Surroundings& words, Run run) {
        Entered entered{static_cast<u32>(places_.size()), run.end - run.begin, 0, words[run.end].coarse == '&'};
        u64 key = 0;
        for (u32 i = run.begin; i < run.end; ++i) {
            const u64 hash = words[i].shape >= Shape::DOUBLE ? words.letters(i).root : words[i].hash;
            if (entered.size > 1) key = feature(0, key, hash);
            Place place;
            place.word = number(words_, hash, seen_);
            place.pair = i + 1 < run.end ? number(pairs_, feature(0, hash, words[i + 1].hash), joined_) : 0;
            places_.push_back(place);
        }
        entered.whole = entered.size == 1 ? places_.back().word : number(wholes_, key, as_person_);
        runs_.push_back(entered);
    }
    // Adds (or takes away) what the first reading made of a run.
    void count(u32 run, const u8* labels, int by) {
        const Entered& entered = runs_[run];
        const Place* const places = places_.data() + entered.first;
        for (u32 i = 0; i < entered.size; ++i) {
            seen_[places[i].word].labels[labels[i]] += by;
            if (i + 1 < entered.size && opens(labels[i])) joined_[places[i].pair] += by;
            full_ += labels[i] == BEGIN ? by : 0;
            if (labels[i] == ORGANISATION_NAME && (i + 1 < entered.size ? labels[i + 1] == ORGANISATION_NAME : entered.goes_on)) seen_[places[i].word].heads += by;
        }
        const bool person = labels[0] == BEGIN || labels[0] == ONE;
        (entered.size == 1 ? seen_[entered.whole].alone : as_person_[entered.whole])[person ? 0 : 1] += by;
    }
    // Counts a run with other labels than before, and marks the words of which the document now says something else.
    void recount(u32 run, const u8* before, const u8* labels) {
        const Entered& entered = runs_[run];
        told_.clear();
        for (u32 i = 0; i < entered.size; ++i) told_.push_back(facts_of(places_[entered.first + i].word));
        count(run, before, -1);
        count(run, labels, 1);
        for (u32 i = 0; i < entered.size; ++i) {
            const u32 word = places_[entered.first + i].word;
            if (!(facts_of(word) == told_[i])) seen_[word].marked = true;
        }
    }
    // Does a run have a marked word?
    bool marked(u32 run) const {
        const Place* const places = places_.data() + runs_[run].first;
        return std::any_of(places, places + runs_[run].size, [&](const Place& place) { return seen_[place.word].marked; });
    }
    // Calls each(i, facts) for the tokens of a run, with what the other runs say; it has been counted with these labels.
    template <class Each>
    void look_around(u32 run, const u8* labels, Each&& each) {
        const Entered& entered = runs_[run];
        const Place* const places = places_.data() + entered.first;
        if (entered.size == 1) {  // as most runs are: nothing need be counted for one
            Counts seen = seen_[places[0].word];
            --seen.labels[labels[0]];
            --seen.alone[labels[0] == ONE ? 0 : 1];
            seen.heads -= labels[0] == ORGANISATION_NAME && entered.goes_on;
            const WordFacts here = facts_of(seen);
            each(0, EvidenceFacts{here.code, NONE, NONE, labels[0], 0, 0, up_to(seen.alone[0], 2) * 3 + up_to(seen.alone[1], 2), here.balance, here.headed, setting()});
            return;
        }
        count(run, labels, -1);
        const auto& whole = as_person_[entered.whole];
        EvidenceFacts facts;
        facts.whole = up_to(whole[0], 2) * 3 + up_to(whole[1], 2);
        facts.setting = setting();
        u32 before = NONE;
        WordFacts here = facts_of(places[0].word), behind{};
        bool joined_before = false;
        for (u32 i = 0; i < entered.size; ++i) {
            const bool more = i + 1 < entered.size;
            const bool joined_behind = more && joined_[places[i].pair] > 0;
            if (more) behind = facts_of(places[i + 1].word);
            facts.before = before;
            facts.here = here.code;
            facts.behind = more ? behind.code : NONE;
            facts.balance = here.balance;
            facts.headed = here.headed;
            facts.label = labels[i];
            facts.place = few(i, 2) * 3 + few(entered.size - 1 - i, 2);
            facts.joined = joined_before * 2u + joined_behind;
            each(i, facts);
            before = here.code;
            here = behind;
            joined_before = joined_behind;
        }
        count(run, labels, 1);
    }

  private:
    static constexpr u32 NONE = 999;
    struct Entered {
        u32 first, size, whole;
        bool goes_on;  // an & stands behind it
    };
    struct Place {
        u32 word, pair;
    };
    // The number of a key; a new one has a count of nothing.
    template <class Count>
    static u32 number(ShortLivedMap<u32>& numbers, u64 key, std::vector<Count>& counts) {
        u32& known = numbers[key];
        if (!known) {
            counts.push_back(Count{});
            known = static_cast<u32>(counts.size());
        }
        return known - 1;
    }
    static u32 up_to(i32 count, u32 most) { return few(static_cast<u32>(std::max(count, 0)), most); }
    struct Counts {  // of a word
        std::array<i32, LABELS> labels{};
        std::array<i32, 2> alone{};  // how often it was a person by itself, and how often something else by itself
        i32 heads = 0;               // how often it began a longer name of an organisation
        bool marked = false;
    };
    struct WordFacts {
        u32 code, balance, headed;
        bool operator==(const WordFacts&) const = default;
    };
    WordFacts facts_of(u32 word) const { return facts_of(seen_[word]); }
    [[gnu::always_inline]] static WordFacts facts_of(const Counts& counts) {
        const auto& seen = counts.labels;
        const i32 within = seen[BEGIN] + seen[INSIDE], person = within + seen[LAST] + seen[ONE];
        const i32 other = seen[OUTSIDE] + seen[ORGANISATION_NAME] + seen[PLACE_NAME] + seen[OTHER];
        u32 code = up_to(seen[LAST], 2);
        code = code * 3 + up_to(within, 2);
        code = code * 3 + up_to(seen[ONE], 2);
        code = code * 3 + up_to(seen[ORGANISATION_NAME], 2);
        code = code * 3 + up_to(seen[PLACE_NAME], 2);
        code = code * 2 + up_to(seen[OTHER], 1);
        code = code * 2 + up_to(seen[OUTSIDE], 1) + 1000;
        return {code, level(person) * 4 + level(other), up_to(counts.heads, 2)};
    }
    u32 setting() const {
        const u32 names = (runs_.size() >= 5) + (runs_.size() >= 20) + (runs_.size() >= 80);
        return names * 4 + (full_ > 0) + (full_ > 1) + (full_ > 4);
    }
    static u32 level(i32 count) { return (count > 0) + (count > 1) + (count > 3); }
    ShortLivedMap<u32> words_, pairs_, wholes_;
    std::vector<Counts> seen_;
    std::vector<i32> joined_;
    std::vector<std::array<i32, 2>> as_person_;  // of whole runs of several words: how often a person, and how often not
    std::vector<Entered> runs_;
    std::vector<Place> places_;
    std::vector<WordFacts> told_;
    i32 full_ = 0;  // persons of several words
};

}  // namespace searchlib::people
