// Which words of a text does a query mean? Tokens are looked up by their distinct form, so that what a form means is asked
// once for a query (in Python: stems, patterns); words of a phrase are marked only where the phrase stands.
#pragma once
#include <algorithm>

#include "interner.hpp"
#include "sentences.hpp"
#include "tokenizer.hpp"

namespace searchlib {

// What a form means, as bits: words of the query that it stands for alone, and words of phrases that it may be part of.
struct Meaning {
    u64 alone = 0, parts = 0;
};

struct PhraseRule {
    std::vector<u64> words;    // a bit of Meaning::parts each
    std::vector<u32> offsets;  // each word's distance from the first
    u32 near = 0;              // 0: exactly so; else neighbours at most so far apart, in any order
    u64 mark = 0;              // the bit that a marked word gets
};

struct Mark {
    u32 begin, end;  // characters
    u64 words;
};

class Highlighter {
  public:
    std::vector<PhraseRule> phrases;
    // Forms that begin with none of these bytes (one or two each) mean nothing: most are never asked about. (None: all are.)
    void set_beginnings(const std::vector<std::string>& beginnings) {
        wanted_.assign(1 << 16, beginnings.empty());
        for (const std::string& one : beginnings)
            for (u32 second = 0; second < 256; ++second)
                if (one.size() < 2 || static_cast<u8>(one[1]) == second) wanted_[static_cast<u8>(one[0]) << 8 | second] = true;
    }

    // Reads a text, which may be `plain`: one byte a character. Afterwards unknown() forms must be told, in order, by tell().
    void read(std::string_view text, bool plain) {
        text_ = text;
        plain_ = plain;
        tokens_.clear();
        u8 key[MAX_TOKEN_BYTES + 80];
        u32 position = 0;
        Tokenizer(reinterpret_cast<const u8*>(text.data()), text.size()).run([&](const Token& token) {
            const u8* from = reinterpret_cast<const u8*>(text.data()) + token.begin;
            u32 length = token.end - token.begin;
            key[0] = static_cast<u8>('0' + 2 * static_cast<u32>(token.kind) + token.ascii);
            if (token.ascii)
                length = fold_ascii(from, length, token.kind, key + 1);
            else
                std::memcpy(key + 1, from, length = std::min(length, MAX_TOKEN_BYTES + 70));
            const bool word = token.kind == TokenKind::WORD;
            const u32 at = word ? position++ : position ? position - 1 : 0;
            if (token.ascii && !wanted_[u32{key[1]} << 8 | (length > 1 ? key[2] : 0)]) return;
            tokens_.push_back({token.begin, token.end, at, forms_.intern({reinterpret_cast<const char*>(key), length + 1}), word});
        });
    }
    // A form's kind and whether it is folded in one byte ('0' + 2 * kind + folded), then the form.
    u32 unknown() const { return forms_.size() - static_cast<u32>(meanings_.size()); }
    std::string_view unknown(u32 i) const { return forms_[static_cast<u32>(meanings_.size()) + i]; }
    void tell(u64 alone, u64 parts) { meanings_.push_back({alone, parts}); }

    std::vector<Mark> marks() {
        std::vector<Mark> found;
        std::vector<u64> words(tokens_.size());
        parts_.clear();
        for (u32 i = 0; i < tokens_.size(); ++i) {
            const Meaning& meaning = meanings_[tokens_[i].form];
            words[i] = meaning.alone;
            if (meaning.parts && tokens_[i].word) parts_.push_back({tokens_[i].position, i, meaning.parts});
        }
        for (const PhraseRule& phrase : phrases) phrase.near ? mark_near(phrase, words) : mark_exact(phrase, words);
        Characters characters(text_, plain_);
        for (u32 i = 0; i < tokens_.size(); ++i) {
            if (!words[i]) continue;
            Mark mark{characters.at(tokens_[i].begin), characters.at(tokens_[i].end), words[i]};
            while (!found.empty() && mark.begin < found.back().end) {  // tokens over tokens, pairs of characters
                mark = {std::min(mark.begin, found.back().begin), std::max(mark.end, found.back().end), mark.words | found.back().words};
                found.pop_back();
            }
            found.push_back(mark);
        }
        return found;
    }
    std::vector<ByteRange> sentences() const {
        std::vector<ByteRange> found = Sentences(text_).find();
        if (plain_) return found;
        Characters characters(text_, plain_);
        for (ByteRange& range : found) range = {characters.at(range.begin), characters.at(range.end)};
        return found;
    }

  private:
    struct Seen {
        u32 begin, end, position, form;
        bool word;
    };
    struct Part {
        u32 position, token;
        u64 bits;
    };
    // Bytes to characters, for places that mostly ascend.
    class Characters {
      public:
        Characters(std::string_view text, bool plain) : text_(text), plain_(plain) {}
        u32 at(u32 byte) {
            if (plain_) return byte;
            while (byte_ > byte) characters_ -= starts(--byte_);
            while (byte_ < byte) characters_ += starts(byte_++);
            return characters_;
        }

      private:
        bool starts(u32 byte) const { return (static_cast<u8>(text_[byte]) & 0xC0u) != 0x80u; }
        std::string_view text_;
        bool plain_;
        u32 byte_ = 0, characters_ = 0;
    };

    // The part at a position with a bit; parts are in order of position.
    const Part* part_at(u32 position, u64 bit) const {
        auto at = std::lower_bound(parts_.begin(), parts_.end(), position, [](const Part& p, u32 wanted) { return p.position < wanted; });
        for (; at != parts_.end() && at->position == position; ++at)
            if (at->bits & bit) return &*at;
        return nullptr;
    }
    void mark_exact(const PhraseRule& phrase, std::vector<u64>& words) const {
        for (const Part& first : parts_) {
            if (!(first.bits & phrase.words[0])) continue;
            bool stands = true;
            for (std::size_t i = 1; stands && i < phrase.words.size(); ++i)
                stands = part_at(first.position + phrase.offsets[i], phrase.words[i]) != nullptr;
            if (!stands) continue;
            for (std::size_t i = 0; i < phrase.words.size(); ++i)
                words[part_at(first.position + phrase.offsets[i], phrase.words[i])->token] |= phrase.mark;
        }
    }
    // All words of each stretch whose neighbours are near enough and that has every word.
    void mark_near(const PhraseRule& phrase, std::vector<u64>& words) const {
        u64 all = 0;
        for (u64 bit : phrase.words) all |= bit;
        std::vector<const Part*> stretch;
        u64 seen = 0;
        auto close = [&] {
            if ((seen & all) == all && stretch.size() >= phrase.words.size())
                for (const Part* part : stretch) words[part->token] |= phrase.mark;
            stretch.clear();
            seen = 0;
        };
        for (const Part& part : parts_) {
            if (!(part.bits & all)) continue;
            if (!stretch.empty() && part.position > stretch.back()->position + phrase.near) close();
            stretch.push_back(&part);
            seen |= part.bits;
        }
        close();
    }

    std::string_view text_;
    bool plain_ = false;
    std::vector<bool> wanted_ = std::vector<bool>(1 << 16, true);
    Interner forms_;
    std::vector<Meaning> meanings_;
    std::vector<Seen> tokens_;
    std::vector<Part> parts_;
};

}  // namespace searchlib
