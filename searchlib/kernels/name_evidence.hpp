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

class Evidence {
  public:
    void clear() {
        words_.clear();
        pairs_.clear();
        runs_.clear();
    }
    // Adds (or takes away) what the first reading made of a run.
    void count(const Surroundings& words, Run run, const u8* labels, int by) {
        for (u32 i = run.begin; i < run.end; ++i) {
            const u8 label = labels[i - run.begin];
            words_[words[i].hash].seen[label] += by;
            if (i + 1 < run.end && opens(label)) pairs_[pair(words, i)] += by;
        }
        auto& whole = runs_[run_key(words, run)];
        const bool person = labels[0] == BEGIN || labels[0] == ONE;
        whole.first += person ? by : 0;
        whole.second += person ? 0 : by;
    }
    // The features of a token; call when its own run is not counted.
    template <class Sink>
    void features(const Surroundings& words, Run run, u32 token, u8 label, Sink&& sink) const {
        const u64 here = code(words[token].hash);
        const u32 from = few(token - run.begin, 2), to = few(run.end - 1 - token, 2);
        const u64 place = from * 3 + to;
        const u64 before = token > run.begin ? code(words[token - 1].hash) : NONE;
        const u64 behind = token + 1 < run.end ? code(words[token + 1].hash) : NONE;
        sink(feature(1, here, label));
        sink(feature(2, here, place));
        sink(feature(3, here, u64{label} << 4 | place));
        sink(feature(4, before, here));
        sink(feature(5, here, behind));
        sink(feature(6, here, words[token].light));
        sink(feature(7, label, place));
        const bool joined_before = token > run.begin && known(pair(words, token - 1));
        const bool joined_behind = token + 1 < run.end && known(pair(words, token));
        sink(feature(8, joined_before * 2 + joined_behind, here));
        sink(feature(9, joined_before * 2 + joined_behind, place * 8 + label));
        const auto* whole = runs_.find(run_key(words, run));
        const u64 as_person = whole ? few(static_cast<u32>(std::max(whole->first, 0)), 2) : 0;
        const u64 as_other = whole ? few(static_cast<u32>(std::max(whole->second, 0)), 2) : 0;
        sink(feature(10, as_person * 3 + as_other, place * 8 + label));
        sink(feature(11, as_person * 3 + as_other, here));
        const Word& word = words[token];
        sink(feature(12, here, u64{word.shape == Shape::CAPITALS} << 8 | u64{lower_usage(word.usage)} << 4 | given_usage(word.usage) << 2 | surname_usage(word.usage)));
        const Word& left = words[i64{run.begin} - 1];
        sink(feature(13, here, u64{left.light} << 4 | place));
    }

  private:
    static constexpr u64 NONE = 999;
    struct Seen {
        std::array<i32, LABELS> seen{};
    };
    static u64 pair(const Surroundings& words, u32 token) { return feature(0, words[token].hash, words[token + 1].hash); }
    static u64 run_key(const Surroundings& words, Run run) {
        u64 key = 0;
        for (u32 i = run.begin; i < run.end; ++i) key = feature(0, key, words[i].hash);
        return key;
    }
    bool known(u64 key) const {
        const auto* found = pairs_.find(key);
        return found && *found > 0;
    }
    u64 code(u64 hash) const {
        const auto* found = words_.find(hash);
        if (!found) return 0;
        const auto& seen = found->seen;
        auto up_to = [](i32 count, u32 most) { return u64{few(static_cast<u32>(std::max(count, 0)), most)}; };
        u64 code = up_to(seen[LAST], 2);
        code = code * 3 + up_to(seen[BEGIN] + seen[INSIDE], 2);
        code = code * 3 + up_to(seen[ONE], 2);
        code = code * 3 + up_to(seen[ORGANISATION_NAME], 2);
        code = code * 3 + up_to(seen[PLACE_NAME], 2);
        code = code * 2 + up_to(seen[OTHER], 1);
        return code * 2 + up_to(seen[OUTSIDE], 1) + 1000;
    }
    ShortLivedMap<Seen> words_;
    ShortLivedMap<i32> pairs_;
    ShortLivedMap<std::pair<i32, i32>> runs_;
};

}  // namespace searchlib::people
