// Which labelling of a run is best, and how likely is each? A linear-chain conditional random field: Lafferty, McCallum and Pereira,
// "Conditional random fields", ICML 2001. Viterbi in whole numbers for decoding; forward-backward in floats for training.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>

#include "name_words.hpp"

namespace searchlib::people {

// BEGIN, INSIDE, LAST of a person of several words; a person of ONE word; and the contrast: names of other things.
enum Label : u8 { OUTSIDE = 0, BEGIN, INSIDE, LAST, ONE, ORGANISATION_NAME, PLACE_NAME, OTHER };

constexpr bool opens(u32 label) { return label == BEGIN || label == INSIDE; }       // a person goes on behind it
constexpr bool continues(u32 label) { return label == INSIDE || label == LAST; }  // a person came before it
constexpr bool may_follow(u32 before, u32 label) { return opens(before) == continues(label); }

template <class Number>
struct Transitions {
    Number between[LABELS][LABELS] = {};
    Number first[LABELS] = {}, last[LABELS] = {};
};

using Scores = std::array<i32, LABELS>;

// The best labels of a run, and how much better they are than the best ones without any person.
struct Best {
    std::vector<u8> labels;
};

class Viterbi {
  public:
    // `scores`: a row a token. Ties go to the smaller label.
    void run(const Scores* scores, u32 count, const Transitions<i16>& transitions, u8* labels) {
        constexpr i32 NEVER = -(1 << 28);
        from_.resize(std::size_t{count} * LABELS);
        Scores best{};
        for (u32 label = 0; label < LABELS; ++label) best[label] = continues(label) ? NEVER : scores[0][label] + transitions.first[label];
        for (u32 i = 1; i < count; ++i) {
            Scores next;
            for (u32 label = 0; label < LABELS; ++label) {
                i32 most = 2 * NEVER;
                u8 from = 0;
                for (u32 before = 0; before < LABELS; ++before) {
                    if (!may_follow(before, label)) continue;
                    const i32 score = best[before] + transitions.between[before][label];
                    if (score > most) most = score, from = static_cast<u8>(before);
                }
                next[label] = std::max(most, NEVER) + scores[i][label];
                from_[std::size_t{i} * LABELS + label] = from;
            }
            best = next;
        }
        i32 most = 2 * NEVER;
        u8 label = 0;
        for (u32 one = 0; one < LABELS; ++one) {
            if (opens(one)) continue;
            const i32 score = best[one] + transitions.last[one];
            if (score > most) most = score, label = static_cast<u8>(one);
        }
        for (u32 i = count; i-- > 0;) {
            labels[i] = label;
            label = from_[std::size_t{i} * LABELS + label];
        }
    }

  private:
    std::vector<u8> from_;
};

}  // namespace searchlib::people
