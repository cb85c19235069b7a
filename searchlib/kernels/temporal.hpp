// Where in a text do expressions of a token grammar stand? The longest match at each place, from left to right.
//
// The grammar comes as a nondeterministic automaton over symbols (classes of words and numbers, punctuation, a space) and
// is determinised once, by subset construction (Rabin and Scott, 1959). A text is then cut into tokens on the fly: each
// gives a signature, the number of the set of symbols that it may stand for, and the automaton walks over signatures.
// Most words can begin nothing and cost a look at their first letters. Knows nothing of days: the grammar does.
// Twin: reference_temporal.py.
#pragma once
#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>

#include "interner.hpp"
#include "letter_blocks.hpp"

namespace searchlib {

struct TemporalEdge {
    std::uint32_t from;
    std::int32_t symbol;  // -1: nothing is read
    std::uint32_t to;
};

struct TemporalWord {
    std::string letters;  // lower case a-z
    std::uint16_t signature;
    bool capital;  // counts only where its first letter is a capital
};

struct TemporalMatch {
    std::uint32_t start, end, rule;
};

class TemporalGrammar {
  public:
    static constexpr std::size_t LONGEST_WORD = 15, LONGEST_SPACE = 24, MAX_STATES = 60000;
    static constexpr std::uint32_t NUMBERS = 115;  // see number_signature
    static constexpr std::uint16_t NOTHING = 0;    // the signature of what no rule speaks of

    // accepts: (state, rule), the lower rule wins; symbols_of[s]: the symbols of signature s (the first is NOTHING's, empty).
    TemporalGrammar(std::uint32_t states, const std::vector<TemporalEdge>& edges,
                    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& accepts,
                    const std::vector<std::vector<std::int32_t>>& symbols_of, const std::vector<TemporalWord>& words,
                    const std::vector<std::uint16_t>& numbers, const std::vector<std::uint16_t>& marks,
                    std::uint16_t space)
        : signatures_(symbols_of.size()), numbers_(numbers), marks_(marks), space_(space) {
        if (numbers.size() != NUMBERS || marks.size() != 128 || symbols_of.empty() || !symbols_of[0].empty())
            throw std::invalid_argument("the tables of a temporal grammar have fixed sizes");
        determinise(states, edges, accepts, symbols_of);
        file_words(words);
    }

    std::size_t states() const { return accepts_.size(); }

    // Matches that begin in [from, until); they may end behind it. any_case: words need no capital.
    template <class Char>
    void find(const Char* text, std::size_t size, std::size_t from, std::size_t until, bool any_case,
              std::vector<TemporalMatch>& out) const {
        find(plain_bytes(text, size).data(), size, from, until, any_case, out);
    }
    void find(const u8* text, std::size_t size, std::size_t from, std::size_t until, bool any_case,
              std::vector<TemporalMatch>& out) const {
        // Of 64 characters those are looked at behind which eight stand.
        constexpr std::size_t STEP = 56;
        u8 room[64];
        std::size_t free = from, last_end = SIZE_MAX;  // from `free` on a match may begin
        u64 letter_before = 0, digit_before = 0;
        until = std::min(until, size);
        for (std::size_t begin = from; begin < until; begin += STEP) {
            const u8* const at = readable(text, size, begin, sizeof room, room);
            const LetterBlock block = letter_block(at);
            constexpr u64 HERE = (u64{1} << STEP) - 1;
            u64 words = block.letters & ~(block.letters << 1 | letter_before) & HERE;
            u64 starts = ((block.digits & ~(block.digits << 1 | digit_before)) | block.apostrophes) & HERE;
            letter_before = block.letters >> (STEP - 1) & 1, digit_before = block.digits >> (STEP - 1) & 1;
            // Most words end here: no rule begins with these letters.
            for (; words; words &= words - 1) {
                const int place = std::countr_zero(words);
                const auto letters = static_cast<std::size_t>(std::countr_one(block.letters >> place));
                starts |= u64{may_be_first(small_letters(at + place, letters))} << place;
            }
            for (; starts; starts &= starts - 1) {
                const std::size_t start = begin + static_cast<std::size_t>(std::countr_zero(starts));
                if (start >= until) return;
                if (start < free || !may_begin(text, start, last_end) || !match(text, size, start, any_case, out)) continue;
                free = last_end = out.back().end;
            }
        }
    }

  private:
    struct Token {
        std::uint16_t signature;
        std::size_t end;
    };

    static bool is_digit(u8 c) { return PLAIN_KINDS[c] == PLAIN_DIGIT; }
    static bool is_space(u8 c) { return PLAIN_KINDS[c] == PLAIN_SPACE; }
    static bool is_letter_or_digit(u8 c) { return PLAIN_KINDS[c] - 1u < 2; }

    static bool may_begin(const u8* text, std::size_t at, std::size_t last_end) {
        if (at == 0) return true;
        const u8 before = text[at - 1];
        if (before == ' ') return true;
        if (is_letter_or_digit(before)) return false;
        const u8 earlier = at > 1 ? text[at - 2] : ' ';
        if (before == '-') return !is_letter_or_digit(earlier) || last_end + 1 == at;
        if (!is_digit(text[at])) return before != '@' && before != '#';
        if (before == '$' || before == 0xA3 || before == '#') return false;
        return !((before == '.' || before == ',' || before == '/' || before == ':') && is_digit(earlier));
    }

    static bool may_end(const u8* text, std::size_t size, std::size_t end) {
        if (end >= size) return true;
        const u8 next = text[end], later = end + 1 < size ? text[end + 1] : ' ';
        if (next == ' ') return true;
        if (is_letter_or_digit(next)) return false;
        if (!is_digit(text[end - 1])) return true;
        if (next == '%') return false;
        return !((next == '.' || next == ',' || next == '/' || next == ':') && is_digit(later));
    }

    Token token(const u8* text, std::size_t size, std::size_t at, bool any_case) const {
        const u8 c = text[at];
        std::size_t end = at + 1;
        switch (PLAIN_KINDS[c]) {
            case PLAIN_LETTER: return word(text, size, at, any_case);
            case PLAIN_DIGIT:
                while (end < size && is_digit(text[end])) ++end;
                return {number_signature(text + at, end - at), end};
            case PLAIN_SPACE: {
                std::size_t lines = c == '\n';
                while (end < size && is_space(text[end])) lines += text[end++] == '\n';
                return {lines > 1 || end - at > LONGEST_SPACE ? NOTHING : space_, end};
            }
            default: break;
        }
        // A half and a quarter are single characters: filed under marks that no text has.
        if (c == 0xBD) return {marks_[1], end};
        return {c < 128 && c > 1 ? marks_[c] : NOTHING, end};
    }

    // Where a word is NOTHING it does not matter where it ends.
    Token word(const u8* text, std::size_t size, std::size_t at, bool any_case) const {
        u8 room[LONGEST_WORD + 1];
        const u8* const letters = readable(text, size, at, sizeof room, room);
        const std::size_t length = letters_ahead(letters), end = at + length;
        if (length > LONGEST_WORD) return {NOTHING, end};
        const ShortKey key{small_letters(letters, length), (length > 8 ? small_letters(letters + 8, length - 8) : 0) | u64{length} << 56};
        for (std::size_t slot = Interner::hash_of(key) & mask_;; slot = (slot + 1) & mask_) {
            const Slot& one = slots_[slot];
            if (one.letters.low == key.low && one.letters.high == key.high) {
                const bool capital = text[at] < 'a';
                return {one.capital && !capital && !any_case ? NOTHING : one.signature, end};
            }
            if (!one.letters.high) return {NOTHING, end};
        }
    }

    // One digit, two, three, four (a year of 1500 to 2100, or not), six, eight; anything else is nothing.
    std::uint16_t number_signature(const u8* digits, std::size_t count) const {
        auto value = [&] {
            u32 sum = 0;
            for (std::size_t i = 0; i < count; ++i) sum = sum * 10 + (u32{digits[i]} - '0');
            return sum;
        };
        switch (count) {
            case 1: return numbers_[value()];
            case 2: return numbers_[10 + value()];
            case 3: return numbers_[110];
            case 4: return numbers_[value() >= 1500 && value() <= 2100 ? 112 : 111];
            case 6: return numbers_[113];
            case 8: return numbers_[114];
            default: return NOTHING;
        }
    }

    bool match(const u8* text, std::size_t size, std::size_t at, bool any_case, std::vector<TemporalMatch>& out) const {
        u32 state = 1, rule = 0;
        std::size_t here = at, best = 0;
        while (here < size) {
            const Token next = token(text, size, here, any_case);
            if (next.signature == NOTHING) break;
            state = table_[state * signatures_ + next.signature];
            if (state == 0) break;
            here = next.end;
            if (accepts_[state] && may_end(text, size, here)) best = here, rule = accepts_[state] - 1;
        }
        if (!best) return false;
        out.push_back({static_cast<u32>(at), static_cast<u32>(best), rule});
        return true;
    }

    // --- building ---

    void determinise(std::uint32_t states, const std::vector<TemporalEdge>& edges,
                     const std::vector<std::pair<std::uint32_t, std::uint32_t>>& accepts,
                     const std::vector<std::vector<std::int32_t>>& symbols_of) {
        std::vector<std::vector<TemporalEdge>> leaving(states);
        for (const TemporalEdge& edge : edges) leaving.at(edge.from).push_back(edge);
        std::vector<std::uint32_t> rule_of(states, 0);
        for (const auto& [state, rule] : accepts)
            if (!rule_of.at(state) || rule + 1 < rule_of[state]) rule_of[state] = rule + 1;
        using Set = std::vector<std::uint32_t>;
        auto closed = [&](Set set) {
            std::vector<std::uint32_t> work = set;
            std::vector<bool> in(states);
            for (std::uint32_t state : set) in.at(state) = true;
            while (!work.empty()) {
                const std::uint32_t state = work.back();
                work.pop_back();
                for (const TemporalEdge& edge : leaving[state])
                    if (edge.symbol < 0 && !in.at(edge.to)) in[edge.to] = true, work.push_back(edge.to), set.push_back(edge.to);
            }
            std::sort(set.begin(), set.end());
            set.erase(std::unique(set.begin(), set.end()), set.end());
            return set;
        };
        std::map<std::int32_t, std::vector<std::uint16_t>> signatures_with;
        for (std::size_t s = 0; s < symbols_of.size(); ++s)
            for (std::int32_t symbol : symbols_of[s]) signatures_with[symbol].push_back(static_cast<std::uint16_t>(s));
        std::map<Set, std::uint32_t> number_of;
        std::vector<Set> sets{{}, closed({0})};  // state 0 is dead, state 1 the beginning
        number_of[sets[1]] = 1;
        table_.assign(2 * signatures_, 0);
        for (std::size_t at = 1; at < sets.size(); ++at) {
            std::map<std::uint16_t, Set> reached;
            for (std::uint32_t state : sets[at])
                for (const TemporalEdge& edge : leaving[state])
                    if (edge.symbol >= 0)
                        for (std::uint16_t signature : signatures_with[edge.symbol]) reached[signature].push_back(edge.to);
            for (auto& [signature, set] : reached) {
                Set next = closed(std::move(set));
                auto [place, fresh] = number_of.emplace(next, static_cast<std::uint32_t>(sets.size()));
                if (fresh) {
                    if (sets.size() >= MAX_STATES) throw std::length_error("a temporal grammar with too many states");
                    sets.push_back(next);
                    table_.resize(sets.size() * signatures_, 0);
                }
                table_[at * signatures_ + signature] = static_cast<std::uint16_t>(place->second);
            }
        }
        accepts_.assign(sets.size(), 0);
        for (std::size_t at = 0; at < sets.size(); ++at)
            for (std::uint32_t state : sets[at])
                if (rule_of[state] && (!accepts_[at] || rule_of[state] < accepts_[at])) accepts_[at] = rule_of[state];
    }

    void file_words(const std::vector<TemporalWord>& words) {
        std::size_t size = 64;
        while (size < words.size() * 4) size *= 2;
        mask_ = size - 1;
        slots_.assign(size, {});
        for (const TemporalWord& word : words) {
            if (word.letters.empty() || word.letters.size() > LONGEST_WORD)
                throw std::length_error("a word of a temporal grammar is too long: " + word.letters);
            const ShortKey key = Interner::key_of(word.letters);
            std::size_t slot = Interner::hash_of(key) & mask_;
            while (slots_[slot].letters.high) slot = (slot + 1) & mask_;
            slots_[slot] = {key, word.signature, word.capital};
            const std::size_t first = first_place(key.low);
            if (table_[signatures_ + word.signature]) firsts_[first / 64] |= u64{1} << first % 64;
        }
    }

    // Words that a rule may begin with, by their first eight letters: a bit for each, and for a few others.
    static std::size_t first_place(u64 letters) { return letters * 0x9E3779B97F4A7C15u >> 50; }
    bool may_be_first(u64 letters) const { return firsts_[first_place(letters) / 64] >> first_place(letters) % 64 & 1; }

    struct Slot {
        ShortKey letters{0, 0};
        std::uint16_t signature = 0;
        bool capital = false;
    };

    std::size_t signatures_;
    std::vector<std::uint16_t> numbers_, marks_;
    std::uint16_t space_;
    std::vector<std::uint16_t> table_;
    std::vector<u32> accepts_;  // rule + 1, or 0
    std::vector<Slot> slots_;
    std::size_t mask_ = 0;
    std::array<u64, 256> firsts_{};
};

}  // namespace searchlib
