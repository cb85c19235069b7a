// What can be said of a token by itself? Its folded key, how it is written, its ends, what the lexicon knows: worked out once a
// distinct word and kept, with the sums of the weights of the features that depend on it alone.
#pragma once
#include "interner.hpp"
#include "label_sums.hpp"
#include "name_lexicon.hpp"
#include "name_tokens.hpp"

namespace searchlib::people {

constexpr int REACH = 2;  // words to each side that features look at

struct Word {
    u64 hash = 0;  // of the folded key
    u32 classes = 0;
    u32 sums = 0;    // the number of the word's sums, 0 until they are made
    u16 coarse = 0;  // a small number that says what kind of token this is
    u16 light = 0;   // a smaller one
    u8 usage = 0;
    u8 length = 0;
    Shape shape = Shape::BREAK;
    u8 tally = 0;  // 1 for a number, 16 for a word of three capitals or more: the tallies of a few words can be added up
    bool is(WordClass one) const { return classes >> one & 1; }
};

// What is only looked at when a word's sums are made: apart, so that more words fit the caches.
struct WordLetters {
    u64 surface = 0;  // hash of the word as written
    u64 root = 0;     // of its folded key without the Arabic article: al-Naimi is Naimi, too
    u32 prefix[3] = {0, 0, 0}, suffix[3] = {0, 0, 0};  // of 2, 3, 4 bytes of the folded key
};

// The weights of a word's own features, added up for each distance from the token that is labelled.
struct WordSums {
    LabelSums at[2 * REACH + 1];
};

struct DocumentTokens {
    static constexpr u32 AROUND = 8;  // so many ends of lines stand before the first word and behind the last, for who looks beyond

    HugeVector<NameToken> tokens;
    HugeVector<u32> words;  // each token's, behind the first AROUND
    u32 word(std::size_t token) const { return words[AROUND + token]; }
};

class WordMemo {
  public:
    explicit WordMemo(const NameLexicon& lexicon) : lexicon_(&lexicon) { forget(); }

    const Word& operator[](u32 id) const { return words_[id]; }
    const WordLetters& letters(u32 id) const { return letters_[id]; }
    // Asks for what `sums` will look at soon.
    void prefetch(u32 id) const {
        const LabelSums* const sums = sums_[words_[id].sums].at;
        __builtin_prefetch(sums);
        __builtin_prefetch(sums + 2 * REACH);
    }
    // The sums of a word; `make(word, letters, sums)` makes those that are asked for first.
    template <class Make>
    const WordSums& sums(u32 id, Make&& make) {
        Word& word = words_[id];
        if (!word.sums) {
            word.sums = static_cast<u32>(sums_.size());
            sums_.emplace_back();
            make(word, letters_[id], sums_.back());
        }
        return sums_[word.sums];
    }
    u32 size() const { return static_cast<u32>(words_.size()); }
    void forget() {
        interner_ = Interner();
        words_.clear();
        letters_.clear();
        described_ = 0;
        sums_.resize(1);
        marks_.fill(0);
        intern(nullptr, NameToken{0, 0, 0, Shape::BREAK});
    }
    void read(const u8* text, std::size_t size, DocumentTokens& out) {
        Reading reading(*this, text, size, out);
        NameTokenizer(text, size).run(reading);
        reading.finish();
    }

  private:
    // Takes the tokens of a text. Words are looked up a few dozen at a time, behind the tokenizer: the table is larger than the caches,
    // and the lines of all of them are on their way by then.
    class Reading {
      public:
        Reading(WordMemo& memo, const u8* text, std::size_t size, DocumentTokens& out) : memo_(memo), text_(text), size_(size), out_(out) { grow(size / 4 + 64); }

        void operator()(const NameToken& token) {
            const u32 length = token.key_end - token.begin;
            if (token.shape == Shape::BREAK) {
                put(token, 0);
            } else if (length == 1 && token.shape == Shape::MARK) {
                u32& known = memo_.marks_[text_[token.begin]];
                if (!known) known = memo_.intern(text_, token);
                put(token, known);
            } else if (length <= SHORT_KEY) {
                (*this)(token, short_key(text_ + token.begin, length, size_ - token.begin));
            } else {
                put(token, memo_.intern(text_, token));
            }
        }
        void operator()(const NameToken& token, const ShortKey& key) {
            const u64 hash = Interner::hash_of(key);
            memo_.interner_.prefetch(hash);
            queue_[asked_] = {key, hash, count_};
            put(token, 0);
            if (++asked_ == AT_ONCE) answer();
        }
        void finish() {
            answer();
            out_.tokens.resize(count_);
            out_.words.resize(DocumentTokens::AROUND + count_ + DocumentTokens::AROUND);
            std::fill_n(out_.words.begin(), DocumentTokens::AROUND, 0);
            std::fill_n(out_.words.end() - DocumentTokens::AROUND, DocumentTokens::AROUND, 0);
        }

      private:
        static constexpr u32 AT_ONCE = 32;
        struct Asked {
            ShortKey key;
            u64 hash;
            u32 token;
        };
        [[gnu::always_inline]] void put(const NameToken& token, u32 word) {
            if (count_ == room_) grow(std::size_t{room_} * 2);
            tokens_[count_] = token;
            words_[count_++] = word;
        }
        void grow(std::size_t room) {
            out_.tokens.resize(room);
            out_.words.resize(DocumentTokens::AROUND + room + DocumentTokens::AROUND);
            room_ = static_cast<u32>(room);
            tokens_ = out_.tokens.data();
            words_ = out_.words.data() + DocumentTokens::AROUND;
        }
        void answer() {
            for (u32 i = 0; i < asked_; ++i) {
                const Asked& one = queue_[i];
                const u32 id = memo_.interner_.intern(one.key, one.hash);
                if (id == memo_.described_) [[unlikely]] memo_.describe(text_, tokens_[one.token]);
                __builtin_prefetch(&memo_.words_[id]);
                words_[one.token] = id;
            }
            asked_ = 0;
        }

        WordMemo& memo_;
        const u8* text_;
        std::size_t size_;
        DocumentTokens& out_;
        NameToken* tokens_ = nullptr;
        u32* words_ = nullptr;
        u32 count_ = 0, room_ = 0, asked_ = 0;
        Asked queue_[AT_ONCE];
    };

    u32 intern(const u8* text, const NameToken& token) {
        const std::string_view key(reinterpret_cast<const char*>(text + token.begin), token.key_end - token.begin);
        const u32 id = interner_.intern(key);
        if (id == described_) describe(key, token.shape);
        return id;
    }
    void describe(const u8* text, const NameToken& token) {
        describe({reinterpret_cast<const char*>(text + token.begin), token.key_end - token.begin}, token.shape);
    }
    // ShortKey::of without its branches, where the text goes on far enough.
    static ShortKey short_key(const u8* at, u32 length, std::size_t readable) {
        if (readable < 16) return ShortKey::of(at, length);
        const u64 low = length >= 8 ? ~u64{0} : (u64{1} << 8 * length) - 1;
        const u64 high = length > 8 ? (u64{1} << 8 * (length - 8)) - 1 : 0;
        return {load<u64>(at) & low, (load<u64>(at + 8) & high) | u64{length} << 56};
    }
    void describe(std::string_view key, Shape shape) {
        Word word;
        WordLetters letters;
        word.shape = shape;
        letters.surface = key_hash(key);
        std::string folded;
        if (shape == Shape::NUMBER) {
            for (std::size_t i = 0; i < key.size() && i < 8; ++i) folded += key[i] >= '0' && key[i] <= '9' ? '0' : key[i];
        } else {
            const u8* at = reinterpret_cast<const u8*>(key.data());
            const u8* const end = at + key.size();
            while (at < end) {
                u8 out[4];
                u32 size;
                const u32 code = decode_utf8(at, end, size);
                folded.append(reinterpret_cast<char*>(out), fold_letter(code, out));
                at += size;
            }
        }
        // The model knows the title of one of them: Sens. is Sen., Reps. is Rep.
        if (shape == Shape::TITLE && plural_title(folded)) folded.pop_back();
        word.hash = key_hash(folded);
        letters.root = shape >= Shape::DOUBLE && folded.size() > 4 && (folded.starts_with("al-") || folded.starts_with("el-")) ? key_hash(std::string_view(folded).substr(3)) : word.hash;
        word.length = static_cast<u8>(std::min<std::size_t>(folded.size(), 255));
        for (u32 i = 0; i < 3; ++i) {
            const std::size_t size = i + 2;
            if (folded.size() < size) continue;
            letters.prefix[i] = static_cast<u32>(key_hash(std::string_view(folded).substr(0, size)));
            letters.suffix[i] = static_cast<u32>(key_hash(std::string_view(folded).substr(folded.size() - size)));
        }
        if (shape >= Shape::LOWER) {
            word.usage = lexicon_->usage(word.hash);
            word.classes = lexicon_->classes(word.hash);
            if (shape == Shape::DOUBLE && !word.usage) word.usage = usage_of_parts(folded);
        }
        word.tally = shape == Shape::NUMBER ? 1 : shape == Shape::CAPITALS && word.length > 2 ? 16 : 0;
        word.coarse = static_cast<u16>(coarse_of(word, folded));
        word.light = static_cast<u16>(light_of(word));
        words_.push_back(word);
        letters_.push_back(letters);
        ++described_;
    }
    static bool plural_title(std::string_view folded) {
        static constexpr std::string_view KNOWN[] = {"sens", "reps", "govs", "gens", "profs", "drs"};
        return std::find(std::begin(KNOWN), std::end(KNOWN), folded) != std::end(KNOWN);
    }
    // Jean-Claude is a given name when both halves are.
    u8 usage_of_parts(const std::string& folded) const {
        const std::size_t hyphen = folded.find('-');
        if (hyphen == std::string::npos) return 0;
        const u8 a = lexicon_->usage(key_hash(std::string_view(folded).substr(0, hyphen)));
        const u8 b = lexicon_->usage(key_hash(std::string_view(folded).substr(hyphen + 1)));
        u8 usage = 0;
        for (u32 shift = 0; shift < 8; shift += 2) usage |= static_cast<u8>(std::min(a >> shift & 3, b >> shift & 3) << shift);
        return usage;
    }
    static u32 class_of(const Word& word) { return word.classes ? static_cast<u32>(std::countr_zero(word.classes)) + 1 : 0; }
    static u32 coarse_of(const Word& word, const std::string& folded) {
        switch (word.shape) {
            case Shape::BREAK:
                return 0;
            case Shape::MARK: {
                if (folded.size() > 1 && (folded.back() == 's')) return 126;
                const u8 c = static_cast<u8>(folded[0]);
                return c < 0x80 ? c : c == 0xE2 || c == 0xC2 ? 125 : 124;
            }
            case Shape::NUMBER: {
                const bool inner = folded.find_first_not_of('0') != std::string::npos;
                if (!inner) return 128 + static_cast<u32>(std::min<std::size_t>(folded.size(), 5));
                if (folded.find(':') != std::string::npos) return 136;
                if (folded.find('-') != std::string::npos) return 137;
                if (folded.find('.') != std::string::npos) return 138;
                return folded.find(',') != std::string::npos ? 139 : 140;
            }
            case Shape::LOWER:
                return 160 + class_of(word);
            default: {
                const u32 writing = word.shape == Shape::INITIALS || word.shape == Shape::LETTER ? 1 : word.shape == Shape::CAPITALS ? 2 : 0;
                return 0x1000 | class_of(word) << 7 | writing << 5 | u32{lower_usage(word.usage) > 1} << 4 | surname_usage(word.usage) << 2 |
                       given_usage(word.usage);
            }
        }
    }
    static u32 light_of(const Word& word) {
        if (!is_capital(word.shape)) return word.shape == Shape::LOWER ? 1 + class_of(word) : word.coarse < 128 ? 32 + word.coarse : 31;
        if (word.shape == Shape::INITIALS || word.shape == Shape::LETTER) return 200;
        const u32 found = class_of(word);
        if (found) return 210 + found;
        if (given_usage(word.usage) > 1) return 201;
        if (lower_usage(word.usage) > 1) return 202;
        if (surname_usage(word.usage) > 1) return 203;
        return word.usage ? 204 : 205;
    }

    const NameLexicon* lexicon_;
    Interner interner_;
    std::vector<Word> words_;
    u32 described_ = 0;  // so many words there are
    std::vector<WordLetters> letters_;
    std::vector<WordSums> sums_;  // from 1 on
    std::array<u32, 256> marks_;  // the words that are one byte, as nearly all marks are; 0 until seen
};

}  // namespace searchlib::people
