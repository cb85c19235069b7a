// Which words of the dictionary does a pattern fit? A finite automaton, made deterministic as it is walked, over the
// sorted keys: what neighbouring words share is read once, and where no word can fit any more, all that begin so are
// passed over. Nothing backtracks: the work is bounded by the words looked at, and counted, so that it can be cut off.
//
// Lazy subset construction as in Thompson, "Regular expression search algorithm" (1968), and RE2; the walk over a sorted
// dictionary as in Schulz and Mihov, "Fast string correction with Levenshtein automata" (2002), with the sorted list in
// the place of their trie. Wildcards, edit distances and regular expressions differ in their automata only
// (query/patterns.py makes them).
#pragma once
#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "segment.hpp"

namespace searchlib {

// From one state to another on a character low..high (code points); with low > high, on nothing.
struct PatternEdge {
    u32 from, low, high, to;
};

// A pattern's automaton. State 0 is the beginning. `literal`: letters that every word that fits has, side by side.
struct Pattern {
    u32 states = 0;
    std::vector<PatternEdge> edges;
    std::vector<u32> accepting;
    std::string literal;
};

constexpr u32 MAX_PATTERN_STATES = 4096;

// States of the deterministic automaton, made when they are first reached.
class LazyAutomaton {
  public:
    static constexpr u32 DEAD = 0, START = 1, UNKNOWN = 0xFFFFFFFFu, MOST_STATES = 10'000;

    explicit LazyAutomaton(const Pattern& pattern) : by_state_(pattern.states), silent_(pattern.states), accepts_(pattern.states) {
        std::vector<u32> bounds{0};
        for (const PatternEdge& edge : pattern.edges) {
            if (edge.from >= pattern.states || edge.to >= pattern.states) throw std::out_of_range("a pattern's edge leads nowhere");
            if (edge.low > edge.high) {
                silent_[edge.from].push_back(edge.to);
                continue;
            }
            by_state_[edge.from].push_back(edge);
            bounds.push_back(edge.low);
            bounds.push_back(edge.high + 1);
        }
        std::sort(bounds.begin(), bounds.end());
        bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
        bounds_ = bounds;  // characters between two bounds are alike for the pattern: a class
        for (u32 c = 0; c < 128; ++c) ascii_class_[c] = find_class(c);
        for (u32 state : pattern.accepting) accepts_.at(state) = 1;
        mark_.assign(pattern.states, 0);
        add_state({});
        std::vector<u32> first;
        if (pattern.states) {
            begin_set();
            reach(0, first);
        }
        add_state(std::move(first));
    }

    u64 work = 0;            // edges looked at while states were made
    bool too_large = false;  // more states than MOST_STATES were needed: what is found is not all

    bool accepts(u32 state) const { return states_[state].accepts; }
    u32 class_of(u32 character) const { return character < 128 ? ascii_class_[character] : find_class(character); }
    u32 step(u32 state, u32 character) {
        const u32 cls = class_of(character), next = next_[state * bounds_.size() + cls];
        return next != UNKNOWN ? next : make_step(state, cls);
    }

  private:
    struct State {
        std::vector<u32> members;
        bool accepts;
    };

    u32 find_class(u32 character) const {
        return static_cast<u32>(std::upper_bound(bounds_.begin(), bounds_.end(), character) - bounds_.begin()) - 1;
    }
    void begin_set() { ++round_; }
    // Adds a state and those that it leads to on nothing.
    void reach(u32 state, std::vector<u32>& set) {
        stack_.push_back(state);
        while (!stack_.empty()) {
            const u32 one = stack_.back();
            stack_.pop_back();
            if (mark_[one] == round_) continue;
            mark_[one] = round_;
            set.push_back(one);
            work += 1 + silent_[one].size();
            for (u32 next : silent_[one]) stack_.push_back(next);
        }
    }
    u32 make_step(u32 state, u32 cls) {
        std::vector<u32> set;
        begin_set();
        const u32 character = bounds_[cls];
        for (u32 member : states_[state].members) {
            work += 1 + by_state_[member].size();
            for (const PatternEdge& edge : by_state_[member])
                if (edge.low <= character && character <= edge.high) reach(edge.to, set);
        }
        std::sort(set.begin(), set.end());
        const u32 next = set.empty() ? DEAD : state_of(std::move(set));
        return next_[state * bounds_.size() + cls] = next;
    }
    u32 state_of(std::vector<u32> set) {
        const std::string key(reinterpret_cast<const char*>(set.data()), set.size() * sizeof(u32));
        const auto known = numbers_.find(key);
        if (known != numbers_.end()) return known->second;
        if (states_.size() >= MOST_STATES) {
            too_large = true;
            return DEAD;
        }
        return add_state(std::move(set));
    }
    u32 add_state(std::vector<u32> set) {
        const u32 number = static_cast<u32>(states_.size());
        std::sort(set.begin(), set.end());
        if (number != DEAD) numbers_[std::string(reinterpret_cast<const char*>(set.data()), set.size() * sizeof(u32))] = number;
        const bool accepts = std::any_of(set.begin(), set.end(), [this](u32 member) { return accepts_[member] != 0; });
        next_.resize(next_.size() + bounds_.size(), number == DEAD ? DEAD : UNKNOWN);
        states_.push_back({std::move(set), accepts});
        return number;
    }

    std::vector<std::vector<PatternEdge>> by_state_;
    std::vector<std::vector<u32>> silent_;
    std::vector<u8> accepts_;
    std::vector<u32> bounds_, mark_, stack_;
    u32 ascii_class_[128];
    u32 round_ = 0;
    std::vector<State> states_;
    std::vector<u32> next_;
    std::unordered_map<std::string, u32> numbers_;
};

// A character of UTF-8 at text[at]; `at` moves behind it. Bytes that are none are taken one by one.
inline u32 next_character(std::string_view text, std::size_t& at) {
    const u8 first = static_cast<u8>(text[at++]);
    if (first < 0x80) return first;
    const u32 more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    u32 character = more ? first & (0x3Fu >> more) : first;
    for (u32 i = 0; i < more && at < text.size(); ++i) character = character << 6 | (static_cast<u8>(text[at++]) & 0x3F);
    return character;
}

struct Expansion {
    std::vector<std::pair<std::string_view, u32>> words;  // without the key's letter; with their number of documents
    u64 fitting = 0;       // how many there are, also beyond those kept
    u64 work = 0;          // characters and edges looked at
    bool complete = true;  // whether the walk came to its end
};

// All keys of a segment as they lie in the file: verified once, then read without a check a page.
class KeyTable {
  public:
    explicit KeyTable(const Segment& segment)
        : ends_(segment.column<u32>(KEY_ENDS)), bytes_(segment.column<char>(KEY_BYTES)), name_(segment.name()) {}
    std::string_view operator[](u32 term) const {
        const u32 begin = term ? ends_.first[term - 1] : 0, end = ends_.first[term];
        if (end < begin || end > bytes_.count) throw CorruptFile(name_ + ": a key lies beyond its section");
        return {bytes_.first + begin, end - begin};
    }

  private:
    Span<u32> ends_;
    Span<char> bytes_;
    std::string name_;
};

class DictionaryWalk {
  public:
    // `head`: the key's letter (and field). `most_work`: characters and edges to look at before it is cut off.
    DictionaryWalk(const Segment& segment, std::string head, const Pattern& pattern, u64 most_work)
        : segment_(segment), keys_(segment), head_(std::move(head)), literal_(pattern.literal), automaton_(pattern),
          most_work_(most_work) {}

    // Words that begin with `prefix` (which every word that fits does) and fit; the `limit` most frequent, by alphabet.
    Expansion run(std::string_view prefix, std::size_t limit) {
        const std::string low = head_ + std::string(prefix);
        const u32 first = segment_.lower_bound(low);
        const u32 last = end_of(first, low);
        const bool search = literal_.size() >= 2 && last - first > SEARCHED_FROM;
        search ? search_literal(first, last) : walk(first, last);
        found_.complete = found_.complete && !automaton_.too_large;
        found_.fitting = found_.words.size();
        found_.work = work_ + automaton_.work;
        if (found_.words.size() > limit) {
            std::nth_element(found_.words.begin(), found_.words.begin() + static_cast<std::ptrdiff_t>(limit), found_.words.end(),
                             [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
            found_.words.resize(limit);
            std::sort(found_.words.begin(), found_.words.end());
        }
        return std::move(found_);
    }

  private:
    static constexpr u32 SEARCHED_FROM = 2048;

    std::string_view word(u32 term) const {
        const std::string_view key = keys_[term];
        if (key.size() < head_.size()) throw CorruptFile(segment_.name() + ": terms are not in order");
        return key.substr(head_.size());
    }

    // The first term from `from` on that does not begin with `prefix`; near ones are found first.
    u32 end_of(u32 from, std::string_view prefix) const {
        u32 step = 1, low = from;
        while (low + step <= segment_.terms() && keys_[low + step - 1].starts_with(prefix)) {
            low += step;
            step *= 2;
        }
        u32 high = std::min(segment_.terms(), low + step - 1);
        while (low < high) {
            const u32 middle = low + (high - low) / 2;
            keys_[middle].starts_with(prefix) ? low = middle + 1 : high = middle;
        }
        return low;
    }
    bool cut_off() {
        if (work_ + automaton_.work <= most_work_) return false;
        found_.complete = false;
        return true;
    }
    void take(u32 term, std::string_view text) { found_.words.emplace_back(text, segment_.info(term).df); }

    void walk(u32 term, u32 last) {
        // state_at_[i]: the state behind the first i bytes of `before`, for those i that end a character.
        std::vector<u32> state_at{LazyAutomaton::START};
        std::string_view before;
        while (term < last && !cut_off()) {
            const std::string_view text = word(term);
            std::size_t at = std::mismatch(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(std::min({before.size(), text.size(), state_at.size() - 1})),
                                           text.begin()).first - before.begin();
            while (at && (static_cast<u8>(at < text.size() ? text[at] : 0) & 0xC0) == 0x80) --at;  // to a character's first byte
            u32 state = state_at[at];
            state_at.resize(text.size() + 1, LazyAutomaton::DEAD);
            while (at < text.size() && state != LazyAutomaton::DEAD) {
                state = automaton_.step(state, next_character(text, at));
                state_at[at] = state;
                ++work_;
            }
            ++work_;
            if (state == LazyAutomaton::DEAD) {
                // No word that begins so can fit.
                state_at.resize(at + 1);
                const std::string_view key = keys_[term].substr(0, head_.size() + at);
                term = end_of(term + 1, key);
            } else {
                if (automaton_.accepts(state)) take(term, text);
                ++term;
            }
            before = text;
        }
    }

    // Where the pattern's beginning says nothing: the keys lie in one run of bytes, in which the literal is searched.
    void search_literal(u32 term, u32 last) {
        while (term < last && !cut_off()) {
            const u32 stop = std::min(last, term + SEARCHED_FROM);
            const std::string_view first = keys_[term], final = keys_[stop - 1];
            const char* at = first.data();
            const char* const end = final.data() + final.size();
            work_ += (stop - term) / 2;
            while (term < stop && at < end) {
                at = static_cast<const char*>(memmem(at, static_cast<std::size_t>(end - at), literal_.data(), literal_.size()));
                if (!at) break;
                term = holding(at, term, stop);
                const std::string_view key = keys_[term];
                if (at + literal_.size() <= key.data() + key.size() && at >= key.data() + head_.size() && fits(word(term))) take(term, word(term));
                at = key.data() + key.size();
                ++term;
            }
            term = stop;
        }
    }
    // The term whose key holds this byte, from `low` on.
    u32 holding(const char* at, u32 low, u32 high) const {
        u32 step = 1;
        while (low + step < high && keys_[low + step].data() <= at) low += step, step *= 2;
        high = std::min(high, low + step);
        while (low + 1 < high) {
            const u32 middle = low + (high - low) / 2;
            keys_[middle].data() <= at ? low = middle : high = middle;
        }
        return low;
    }
    bool fits(std::string_view text) {
        u32 state = LazyAutomaton::START;
        for (std::size_t at = 0; at < text.size() && state != LazyAutomaton::DEAD; ++work_) state = automaton_.step(state, next_character(text, at));
        return automaton_.accepts(state);
    }

    const Segment& segment_;
    KeyTable keys_;
    std::string head_, literal_;
    LazyAutomaton automaton_;
    u64 most_work_, work_ = 0;
    Expansion found_;
};

}  // namespace searchlib
