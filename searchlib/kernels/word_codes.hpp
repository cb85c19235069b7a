// How are the words of a text written in one or two bytes? With a table of an archive's most frequent words; what a block
// of text is turned into before it is compressed: half of the bytes to look through, and a fifth fewer that remain
// (after the word replacing transforms of Skibinski, Grabowski and Deorowicz, "Revisiting dictionary-based compression", 2005).
//
// Coded text, by its bytes: below 128 the character itself; from 128 on the ONE_BYTE most frequent words; then, with the
// byte behind, the others; LITERAL, a length u8 and so many bytes, as they are. One space between any word and a word of
// the table is left out.
//
// A word is the longest run of ASCII letters, digits, _ and bytes from 128 on, but for the punctuation of U+2000 to U+203F
// (typographic quotation marks, dashes): each of these is a run by itself, and no word. Any bytes can be coded.
#pragma once
#include <algorithm>
#include <unordered_map>

#include "interner.hpp"
#include "side_by_side.hpp"
#include "tokenizer.hpp"

namespace searchlib {

// A run of a text.
struct WordRun {
    const u8* begin;
    std::size_t size;  // 0: there is none
    bool high;         // are there bytes above 127?
    bool word;         // or punctuation?

    const u8* end() const { return begin + size; }
    static bool punctuation(const u8* at, const u8* end) { return end - at >= 2 && at[0] == 0xE2 && at[1] == 0x80; }
};

// The runs of a text, one after the other. A bit for each byte is found first, many at once: going from word to word by
// looking at their bytes, each step would wait for the one before.
class WordRuns {
  public:
    static constexpr std::size_t PADDING = 32;  // so many bytes can be read behind the text

    void open(std::string_view text) {
        text_.assign(text.begin(), text.end());
        text_.resize(text.size() + PADDING);
        std::memset(text_.data() + text.size(), 0, PADDING);
        ascii_.resize(text.size() / 16 + 8);
        any_.resize(text.size() / 16 + 8);
        const std::size_t groups = (text.size() + 15) / 16;
        for (std::size_t i = 0; i < groups; ++i) mark(i);
        std::fill(ascii_.begin() + static_cast<std::ptrdiff_t>(groups), ascii_.end(), u16{0});
        std::fill(any_.begin() + static_cast<std::ptrdiff_t>(groups), any_.end(), u16{0});
        at_ = 0;
    }
    const u8* begin() const { return text_.data(); }
    const u8* end() const { return text_.data() + text_.size() - PADDING; }

    WordRun next() {
        while (at_ < text_.size() - PADDING) {
            const u64 any = bits(any_, at_);
            const u32 gap = static_cast<u32>(std::countr_zero(any));
            if (gap >= 32) {
                at_ += 32;
                continue;
            }
            const u32 size = static_cast<u32>(std::countr_zero(~(any >> gap)));
            const u32 plain = static_cast<u32>(std::countr_zero(~(bits(ascii_, at_) >> gap)));
            const u8* const from = text_.data() + at_ + gap;
            if (gap + size >= 57 || size != plain) return long_or_high(from);
            at_ += gap + size;
            return {from, size, false, true};
        }
        return {end(), 0, false, false};
    }

  private:
    void mark(std::size_t i) {
        const u8* const at = text_.data() + 16 * i;
#if defined(__SSE2__)
        const u32 ascii = word_bytes(at), high = static_cast<u32>(_mm_movemask_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))));
#else
        u32 ascii = 0, high = 0;
        for (u32 b = 0; b < 16; ++b) (at[b] < 128 ? ascii : high) |= u32{BYTE_CLASSES[at[b]] != OTHER} << b;
#endif
        ascii_[i] = static_cast<u16>(ascii);
        any_[i] = static_cast<u16>(ascii | high);
    }
    // Those from one on, 57 at least.
    static u64 bits(const std::vector<u16>& marks, std::size_t from) {
        return load<u64>(reinterpret_cast<const u8*>(marks.data()) + from / 8) >> from % 8;
    }
    WordRun long_or_high(const u8* from) {
        const u8* to = from;
        bool high = false;
        const bool punctuation = WordRun::punctuation(from, end());
        if (punctuation)
            to += std::min<std::ptrdiff_t>(3, end() - from);
        else
            while (to < end() && BYTE_CLASSES[*to] != OTHER && !WordRun::punctuation(to, end())) high |= *to++ >= 128;
        at_ = static_cast<std::size_t>(to - text_.data());
        return {from, static_cast<std::size_t>(to - from), high || punctuation, !punctuation};
    }

    HugeVector<u8> text_;
    std::vector<u16> ascii_, any_;  // a bit for each byte: does it belong to a word, and to any run
    std::size_t at_ = 0;
};

class WordCodes {
  public:
    static constexpr u32 ONE_BYTE = 64, LEADS = 127 - ONE_BYTE, MAX_WORDS = ONE_BYTE + LEADS * 256;
    static constexpr u8 LITERAL = 255;
    static constexpr u32 MAX_WORD_BYTES = 64;

    // The words of a table that suits such texts, one a line, in the order of their codes.
    static std::string table_for(const std::vector<std::string_view>& texts) {
        Interner words;
        std::vector<u32> counts;
        WordRuns runs;
        for (const std::string_view text : texts) {
            runs.open(text);
            for (WordRun run = runs.next(); run.size; run = runs.next()) {
                if (run.size < 2 || run.size > MAX_WORD_BYTES) continue;
                const u32 number = words.intern({reinterpret_cast<const char*>(run.begin), run.size});
                if (number == counts.size()) counts.push_back(0);
                ++counts[number];
            }
        }
        std::vector<u32> order;
        for (u32 number = 0; number < counts.size(); ++number)
            if (counts[number] > 1) order.push_back(number);
        const auto best_first = [&](auto begin, auto end, auto worth) {
            std::sort(begin, end, [&](u32 a, u32 b) {
                const u64 left = worth(a), right = worth(b);
                return left != right ? left > right : words[a] < words[b];
            });
        };
        best_first(order.begin(), order.end(), [&](u32 number) { return u64{counts[number]} * words[number].size(); });
        if (order.size() > MAX_WORDS) order.resize(MAX_WORDS);
        // The others by how often they stand: then few different leads are frequent.
        if (order.size() > ONE_BYTE) best_first(order.begin() + ONE_BYTE, order.end(), [&](u32 number) { return u64{counts[number]}; });
        std::string table;
        for (const u32 number : order) (table += words[number]) += '\n';
        return table;
    }

    // False when it is no table.
    bool open(std::string_view table) {
        bytes_ = table;
        bytes_.append(MAX_WORD_BYTES, '\0');  // as many may be copied from any word's beginning
        WordRuns runs;
        for (std::size_t at = 0; at < table.size();) {
            const std::size_t size = table.find('\n', at) - at;
            if (size > MAX_WORD_BYTES || size < 2 || entries_.size() == MAX_WORDS) return false;
            const std::string_view word = table.substr(at, size);
            runs.open(word);
            const WordRun run = runs.next();
            if (run.begin != runs.begin() || run.size != size || !add_word(run)) return false;
            entries_.push_back({static_cast<u32>(at), static_cast<u8>(size), run.word});
            at += size + 1;
        }
        return true;
    }

    // As how many bytes a text of `size` may be coded: a byte above 127 that stands alone takes three.
    static std::size_t most_coded(std::size_t size) { return 2 * size + 3; }

    // `out` becomes the coded text; `runs` is room to work in, which each thread needs for itself.
    void encode(std::string_view text, WordRuns& runs, HugeVector<u8>& out) const {
        runs.open(text);
        out.resize(most_coded(text.size()) + 64);
        Coded coded{out.data(), runs.begin()};
        // Words wait while the lines of the table that they will be looked up in are on their way from memory.
        Waiting waiting[ROOM];
        for (bool more = true; more;) {
            u32 count = 0;
            for (; count < ROOM; ++count) {
                Waiting& one = waiting[count];
                one.run = runs.next();
                if (!(more = one.run.size)) break;
                if (one.run.size > MAX_SHORT) continue;
                one.word = short_slot(one.run.begin, one.run.size);
                __builtin_prefetch(&slots_[place_of(one.word)]);
            }
            for (u32 i = 0; i < count; ++i) {
                const WordRun& run = waiting[i].run;
                coded.put(run, run.size <= MAX_SHORT ? code_of(waiting[i].word) : code_of_long(run));
            }
        }
        coded.put_gap(static_cast<std::size_t>(runs.end() - coded.from));
        out.resize(static_cast<std::size_t>(coded.to - out.data()));
    }

    // Writes exactly `size` bytes and returns true, or returns false: the text is not one that was coded to so many. Stops
    // when it has written `enough` of them, if these are fewer. Behind `out` ROOM_BEHIND bytes must be writable.
    static constexpr std::size_t ROOM_BEHIND = MAX_WORD_BYTES;
    bool decode(std::string_view coded, u8* out, std::size_t size, std::size_t enough) const {
        const u8 *at = reinterpret_cast<const u8*>(coded.data()), *const end = at + coded.size();
        u8 *const limit = out + size, *const stop = enough < size ? out + enough : limit + 1;
        bool after_word = false;
        while (at < end && out < stop) {
            const u8 lead = *at++;
            if (lead < 128) {
                if (out >= limit) return false;
                *out++ = lead;
                after_word = BYTE_CLASSES[lead] != OTHER;
            } else if (lead == LITERAL) {
                if (at == end) return false;
                const std::size_t length = *at++;
                if (length > static_cast<std::size_t>(end - at) || length > static_cast<std::size_t>(limit - out)) return false;
                std::memcpy(out, at, length);
                after_word = !WordRun::punctuation(at, at + length);
                out += length;
                at += length;
            } else {
                u32 code = lead - 128u;
                if (code >= ONE_BYTE) {
                    if (at == end) return false;
                    code = ONE_BYTE + (code - ONE_BYTE) * 256 + *at++;
                }
                if (code >= entries_.size()) return false;
                const Entry& entry = entries_[code];
                const std::size_t space = after_word && entry.word;
                if (static_cast<std::size_t>(limit - out) < space + entry.size) return false;
                *out = ' ';
                out += space;
                const char* from = bytes_.data() + entry.begin;
                std::memcpy(out, from, 16);
                if (entry.size > 16) std::memcpy(out + 16, from + 16, MAX_WORD_BYTES - 16);
                out += entry.size;
                after_word = entry.word;
            }
        }
        return out == limit || out >= stop;
    }

  private:
    static constexpr u32 NO_CODE = 0xFFFFFFFFu;
    struct Entry {
        u32 begin;
        u8 size;
        bool word;
    };

    static constexpr u32 ROOM = 32;

    // Text that is being coded: what is before `from` is.
    struct Coded {
        u8* to;
        const u8* from;
        bool after_word = false;

        void put(const WordRun& run, u32 code) {
            const std::size_t gap = static_cast<std::size_t>(run.begin - from);
            if (!(gap == 1 && *from == ' ' && after_word && run.word && code != NO_CODE)) put_gap(gap);
            if (code != NO_CODE) {
                const u32 rest = code - ONE_BYTE;
                const bool two = code >= ONE_BYTE;
                to[0] = static_cast<u8>(128 + (two ? ONE_BYTE + rest / 256 : code));
                to[1] = static_cast<u8>(rest);
                to += 1 + two;
            } else if (run.high) {
                put_literal(run);
            } else {
                copy(run.begin, run.size);
            }
            from = run.end();
            after_word = run.word;
        }
        void put_gap(std::size_t size) { copy(from, size); }

      private:
        void copy(const u8* at, std::size_t size) {
            std::memcpy(to, at, 16);
            if (size > 16) std::memcpy(to + 16, at + 16, size - 16);
            to += size;
        }
        void put_literal(const WordRun& run) {
            for (const u8* at = run.begin; at < run.end();) {
                const std::size_t piece = std::min<std::size_t>(static_cast<std::size_t>(run.end() - at), 255);
                *to++ = LITERAL;
                *to++ = static_cast<u8>(piece);
                std::memcpy(to, at, piece);
                to += piece;
                at += piece;
            }
        }
    };

    // A word of up to MAX_SHORT bytes with its code, in one line of a cache: of `high`, five bytes are the word's, then
    // comes its size, and its code above CODE.
    struct Slot {
        u64 low, high;
    };
    static constexpr u32 MAX_SHORT = 13, CODE = 48;
    static constexpr u64 SLOTS = 1 << 16, EMPTY = ~u64{0};

    struct Waiting {
        WordRun run;
        Slot word;
    };

    // Behind the word 16 bytes can be read.
    static Slot short_slot(const u8* at, std::size_t size) {
#if defined(__SSE2__)
        alignas(16) static constexpr u8 KEEP[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
        const __m128i kept = _mm_and_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)),
            _mm_loadu_si128(reinterpret_cast<const __m128i*>(KEEP + 16 - size)));
        Slot slot;
        _mm_storeu_si128(reinterpret_cast<__m128i*>(&slot), kept);
        slot.high |= u64{size} << 40;
        return slot;
#else
        const ShortKey key = ShortKey::of(at, size);
        return {key.low, (key.high & ((u64{1} << 40) - 1)) | u64{size} << 40};
#endif
    }
    static u64 place_of(const Slot& slot) {
        return ((slot.low ^ slot.high * 0xA0761D6478BD642Fu) * 0xE7037ED1A0B428DBu) >> 48;
    }
    u32 code_of(const Slot& word) const {
        for (u64 at = place_of(word);; at = (at + 1) % SLOTS) {
            const Slot slot = slots_[at];
            if (slot.low == word.low && slot.high << 16 == word.high << 16) return static_cast<u32>(slot.high >> CODE);
            if (slot.high == EMPTY) return NO_CODE;
        }
    }
    static std::string text_of(const WordRun& run) { return {reinterpret_cast<const char*>(run.begin), run.size}; }
    u32 code_of_long(const WordRun& run) const {
        if (run.size > MAX_WORD_BYTES) return NO_CODE;
        const auto found = long_words_.find(std::string_view(reinterpret_cast<const char*>(run.begin), run.size));
        return found == long_words_.end() ? NO_CODE : found->second;
    }

    // False when there is such a word.
    bool add_word(const WordRun& run) {
        const u32 code = static_cast<u32>(entries_.size());
        if (run.size > MAX_SHORT) return long_words_.emplace(text_of(run), code).second;
        const Slot word = short_slot(run.begin, run.size);
        if (code_of(word) != NO_CODE) return false;
        u64 place = place_of(word);
        while (slots_[place].high != EMPTY) place = (place + 1) % SLOTS;
        slots_[place] = {word.low, word.high | u64{code} << CODE};
        return true;
    }

    std::vector<Entry> entries_;
    std::string bytes_;  // of the table, and some behind
    std::vector<Slot> slots_ = std::vector<Slot>(SLOTS, {0, EMPTY});
    struct HashOfView {
        using is_transparent = void;  // a word is looked up where it lies
        std::size_t operator()(std::string_view word) const {
            return hash_bytes(reinterpret_cast<const u8*>(word.data()), word.size(), 0);
        }
    };
    std::unordered_map<std::string, u32, HashOfView, std::equal_to<>> long_words_;
};

// Each text coded, by as many threads.
inline void encode_all(const WordCodes& codes, const std::vector<std::string_view>& texts, std::size_t threads,
    std::vector<HugeVector<u8>>& coded) {
    coded.resize(texts.size());
    side_by_side(std::min(threads, texts.size()), [&](std::size_t thread) {
        WordRuns runs;
        for (std::size_t i = thread; i < texts.size(); i += threads) codes.encode(texts[i], runs, coded[i]);
    });
}

}  // namespace searchlib
