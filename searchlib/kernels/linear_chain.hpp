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

class Viterbi {
  public:
    // `scores`: a row a token. Ties go to the smaller label. What led to a label is not written down but found again on the way back,
    // for the one label a token that is on the best path: so the way forward is eight labels side by side, without a comparison kept.
    void run(const Scores* scores, u32 count, const Transitions<i16>& transitions, u8* labels) {
        if (count == 1) {  // as most runs are
            labels[0] = alone(scores[0], transitions);
            return;
        }
        if (reached_.size() < count) reached_.resize(count);
        Scores* const reached = reached_.data();
        for (u32 label = 0; label < LABELS; ++label) reached[0][label] = continues(label) ? NEVER : scores[0][label] + transitions.first[label];
        for (u32 i = 1; i < count; ++i) step(reached[i - 1], scores[i], transitions, reached[i]);
        i32 most = 2 * NEVER;
        u8 label = 0;
        for (u32 one = 0; one < LABELS; ++one) {
            if (opens(one)) continue;
            const i32 score = reached[count - 1][one] + transitions.last[one];
            if (score > most) most = score, label = static_cast<u8>(one);
        }
        labels[count - 1] = label;
        for (u32 i = count - 1; i > 0; --i) labels[i - 1] = label = before(reached[i - 1], transitions, label);
    }

  private:
    static constexpr i32 NEVER = -(1 << 28);

    // What neither goes on from a token before nor opens one behind.
    static u8 alone(const Scores& scores, const Transitions<i16>& transitions) {
        i32 most = 2 * NEVER;
        u8 best = 0;
        for (const u8 label : {OUTSIDE, ONE, ORGANISATION_NAME, PLACE_NAME, OTHER}) {
            const i32 score = scores[label] + transitions.first[label] + transitions.last[label];
            if (score > most) most = score, best = label;
        }
        return best;
    }
    static void step(const Scores& reached, const Scores& here, const Transitions<i16>& transitions, Scores& next) {
        // The best before each label, of those that leave no person open and of those that do.
        Scores closed, open;
        for (u32 label = 0; label < LABELS; ++label) closed[label] = reached[OUTSIDE] + transitions.between[OUTSIDE][label];
        for (const u32 before : {LAST, ONE, ORGANISATION_NAME, PLACE_NAME, OTHER})
            for (u32 label = 0; label < LABELS; ++label) closed[label] = std::max(closed[label], reached[before] + transitions.between[before][label]);
        for (u32 label = 0; label < LABELS; ++label)
            open[label] = std::max(reached[BEGIN] + transitions.between[BEGIN][label], reached[INSIDE] + transitions.between[INSIDE][label]);
        for (u32 label = 0; label < LABELS; ++label) next[label] = std::max(continues(label) ? open[label] : closed[label], NEVER) + here[label];
    }
    static u8 before(const Scores& reached, const Transitions<i16>& transitions, u32 label) {
        i32 most = 2 * NEVER;
        u8 best = 0;
        for (u32 one = 0; one < LABELS; ++one) {
            if (!may_follow(one, label)) continue;
            const i32 score = reached[one] + transitions.between[one][label];
            if (score > most) most = score, best = static_cast<u8>(one);
        }
        return best;
    }

    std::vector<Scores> reached_;  // how good the best labelling is that ends with each label
};

}  // namespace searchlib::people
