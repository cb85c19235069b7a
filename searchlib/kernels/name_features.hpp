// Which features does a token of a name have? Hashed into rows of a weight table (Weinberger and others, "Feature hashing for large
// scale multitask learning", ICML 2009): training and decoding call the same two functions.
//
// `word_features` depend on one word and its distance, so a decoder sums their weights once a distinct word;
// `context_features` depend on several words, or on the run of capitalised words that is decoded.
#pragma once
#include "name_words.hpp"

namespace searchlib::people {

// A run of capitalised words with the particles between them: [begin, end) of a document's tokens.
struct Run {
    u32 begin, end;
};

enum Template : u64 {
    WORD_KEY = 1, WORD_SURFACE, WORD_SHAPE, WORD_AFFIX, WORD_USAGE, WORD_COARSE, WORD_LENGTH, COARSE_TRIPLE, SHAPES, KEY_COARSE,
    PLACE_IN_RUN, LEFT_OF_RUN, RIGHT_OF_RUN, AROUND_RUN, CAPITALS_AROUND, NUMBERS_AROUND, PHRASE_CLASS, RUN_KINDS,
    SENTENCE, BIAS, LEFT_KIND_RIGHT
};

inline u64 feature(u64 which, u64 a, u64 b = 0) {
    u64 hash = (a + which * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
    hash = (hash ^ hash >> 32 ^ b) * 0xA0761D6478BD642Fu;
    return (hash ^ hash >> 29) * 0x9E3779B97F4A7C15u;
}

// The features of a word at a distance from the token that is labelled; the two that name the word itself come first.
constexpr u32 LEXICAL_FEATURES = 2;

template <class Sink>
inline void word_features(const Word& word, const WordLetters& letters, int distance, Sink&& sink) {
    const u64 at = static_cast<u64>(distance + REACH) << 8;
    sink(feature(WORD_KEY | at, word.hash));
    if (distance == 0) {
        sink(feature(WORD_SURFACE, letters.surface));
        for (u64 i = 0; i < 3; ++i) {
            sink(feature(WORD_AFFIX | i << 16, letters.prefix[i]));
            sink(feature(WORD_AFFIX | (i + 4) << 16, letters.suffix[i]));
        }
        sink(feature(WORD_LENGTH, std::min<u64>(word.length, 12), static_cast<u64>(word.shape)));
        sink(feature(BIAS, 0));
    } else if (distance == 1 || distance == -1) {
        sink(feature(WORD_AFFIX | at, letters.suffix[1], static_cast<u64>(word.shape)));
    }
    sink(feature(WORD_SHAPE | at, static_cast<u64>(word.shape)));
    sink(feature(WORD_COARSE | at, word.coarse));
    sink(feature(WORD_USAGE | at, word.usage, is_capital(word.shape)));
}

// The words of a document by position; a few positions outside it stand ends of lines.
class Surroundings {
  public:
    Surroundings(const WordMemo& memo, const DocumentTokens& document)
        : memo_(memo), words_(&memo[0]), ids_(document.words.data() + DocumentTokens::AROUND) {}
    const Word& operator[](i64 at) const { return words_[ids_[at]]; }
    const WordLetters& letters(i64 at) const { return memo_.letters(ids_[at]); }
    u32 id(i64 at) const { return ids_[at]; }

  private:
    const WordMemo& memo_;
    const Word* words_;  // the memo's, which may not grow while they are looked at
    const u32* ids_;
};

inline u32 few(u32 count, u32 most) { return count < most ? count : most; }

// What all tokens of a run share.
struct RunFacts {
    u64 kinds = 0;
    u32 capitals = 0, numbers = 0;
    bool sentence = false;
    u8 phrase[24] = {};  // class of the phrase that a token is part of, and its place in it
};

inline RunFacts run_facts(const Surroundings& words, const NameLexicon& lexicon, Run run) {
    RunFacts facts;
    const u32 size = run.end - run.begin;
    for (u32 i = 0; i < size && i < 6; ++i) facts.kinds = facts.kinds * 257 + words[run.begin + i].light;
    facts.kinds = facts.kinds * 17 + few(size, 6);
    u32 around = 0;
    for (int i = 1; i <= 4; ++i) around += words[i64{run.begin} - i].tally + words[i64{run.end} - 1 + i].tally;
    facts.numbers = around % 16, facts.capitals = around / 16;
    for (u32 i = 0; i < size; ++i) facts.capitals += words[run.begin + i].tally / 16;
    const u32 before = words[i64{run.begin} - 1].coarse;
    facts.sentence = before == 0 || before == '.' || before == '?' || before == '!' ||
                     ((before == '"' || before == 125) && words[i64{run.begin} - 2].coarse != ',');
    // Phrases that the lexicon has: the words' hashes are joined.
    for (u32 i = 0; i < size && i < 24; ++i) {
        u64 joined = words[run.begin + i].hash;
        for (u32 length = 2; length <= 4 && i + length <= size && i + length <= 24; ++length) {
            joined = join_hashes(joined, words[run.begin + i + length - 1].hash);
            const u32 found = lexicon.classes(joined);
            if (!found) continue;
            const u32 one = static_cast<u32>(std::countr_zero(found)) + 1;
            for (u32 k = 0; k < length; ++k) facts.phrase[i + k] = static_cast<u8>(one << 2 | (k == 0 ? 1 : k + 1 == length ? 2 : 3));
        }
    }
    return facts;
}

template <class Sink>
inline void context_features(const Surroundings& words, Run run, const RunFacts& facts, u32 token, Sink&& sink) {
    const i64 i = token;
    const Word &here = words[i], &before = words[i - 1], &behind = words[i + 1];
    const Word &left = words[i64{run.begin} - 1], &right = words[run.end];
    const u32 from = few(token - run.begin, 3), to = few(run.end - 1 - token, 3), place = from * 4 + to;
    const u64 kind = here.coarse;
    sink(feature(COARSE_TRIPLE, before.coarse << 13 | behind.coarse, kind));
    sink(feature(SHAPES, static_cast<u64>(before.shape) * 16 + static_cast<u64>(behind.shape), static_cast<u64>(here.shape) * 16 + place));
    sink(feature(KEY_COARSE, before.hash, kind));
    sink(feature(KEY_COARSE | 1 << 8, behind.hash, kind));
    sink(feature(PLACE_IN_RUN, place, kind));
    sink(feature(LEFT_OF_RUN, left.hash, place));
    sink(feature(RIGHT_OF_RUN, right.hash, place));
    sink(feature(AROUND_RUN, left.light << 9 | right.light, place));
    sink(feature(LEFT_KIND_RIGHT, u64{left.light} << 9 | right.light, u64{kind} << 4 | place));
    sink(feature(RUN_KINDS, facts.kinds, from));
    sink(feature(RUN_KINDS | 1 << 8, facts.kinds * 512 + left.light, from));
    sink(feature(RUN_KINDS | 2 << 8, facts.kinds * 512 + right.light, from));
    sink(feature(CAPITALS_AROUND, few(facts.capitals, 4), u64{kind} << 1 | (here.shape == Shape::CAPITALS)));
    sink(feature(NUMBERS_AROUND, few(facts.numbers, 3), u64{kind} << 4 | place));
    sink(feature(SENTENCE, facts.sentence && from == 0, here.usage << 2 | few(run.end - run.begin, 3)));
    if (token - run.begin < 24 && facts.phrase[token - run.begin]) {
        sink(feature(PHRASE_CLASS | 1 << 8, facts.phrase[token - run.begin], 0));
        sink(feature(PHRASE_CLASS | 2 << 8, facts.phrase[token - run.begin], place));
    }
}

// Calls each(run) for the runs of a document, and no others are ever labelled as names.
template <class Each>
inline void find_runs(const WordMemo& memo, const DocumentTokens& document, Each&& each) {
    // How a token is written is kept with it; what the memo knows of it lies further away, and few tokens need that here.
    const NameToken* const tokens = document.tokens.data();
    const auto particle = [&](u32 at) { return tokens[at].shape == Shape::LOWER && memo[document.word(at)].is(PARTICLE); };
    const u32 count = static_cast<u32>(document.tokens.size());
    u32 at = 0;
    while (at < count) {
        if (!is_capital(tokens[at].shape)) {
            ++at;
            continue;
        }
        u32 begin = at, end = at + 1, next = end;
        while (begin > 0 && at - begin < 2 && particle(begin - 1)) --begin;
        while (next < count) {
            if (is_capital(tokens[next].shape)) {
                end = ++next;
            } else if (next - end < 3 && particle(next)) {
                ++next;
            } else {
                break;
            }
        }
        if (!(end - begin == 1 && memo[document.word(at)].is(FUNCTION))) each(Run{begin, end});
        at = end;
    }
}

}  // namespace searchlib::people
