// Which words tell the tense of a sentence? The words of a language in a hash table: word → the set of classes that it is in.
//
// The lists are data that a caller hands over (extraction/dates: grammars/english_tense.txt, verbs.py). A list may be empty.
#pragma once
#include <array>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bytes.hpp"

namespace searchlib {

// A set of classes has a bit for each.
namespace verb_class {
// Verbs, as grammars/english_tense.txt explains them.
constexpr u32 FUTURE = 1u << 0, WOULD = 1u << 1, MODAL = 1u << 2, BE = 1u << 3, WAS = 1u << 4, HAD = 1u << 5, AWAITED = 1u << 6,
              ARRANGED = 1u << 7, INTEND = 1u << 8, AWAIT = 1u << 9, CALENDAR = 1u << 10, PAST = 1u << 11, MOVED = 1u << 12,
              QUOTED = 1u << 13, NO_VERB = 1u << 14;
// Words around them, as verbs.py explains them.
constexpr u32 BESIDE = 1u << 15, UNTIL = 1u << 16, CLAUSE = 1u << 17, SUBJECT = 1u << 18, ARTICLE = 1u << 19, DETERMINER = 1u << 20,
              SKIPPED = 1u << 21, NOUN = 1u << 22, PLURAL = 1u << 23, PARTICIPLE = 1u << 24, RELATIVE = 1u << 25, NOBODY = 1u << 26,
              LASTED = 1u << 27, SENSED = 1u << 28, CUT = 1u << 29;

constexpr std::array<std::pair<std::string_view, u32>, 30> NAMES{{
    {"future", FUTURE}, {"would", WOULD}, {"modal", MODAL}, {"be", BE}, {"was", WAS}, {"had", HAD}, {"awaited", AWAITED},
    {"arranged", ARRANGED}, {"intend", INTEND}, {"await", AWAIT}, {"calendar", CALENDAR}, {"past", PAST}, {"moved", MOVED},
    {"quoted", QUOTED}, {"other", NO_VERB}, {"beside", BESIDE}, {"until", UNTIL}, {"clause", CLAUSE}, {"subject", SUBJECT},
    {"article", ARTICLE}, {"determiner", DETERMINER}, {"skipped", SKIPPED}, {"noun", NOUN}, {"plural", PLURAL},
    {"participle", PARTICIPLE}, {"relative", RELATIVE}, {"nobody", NOBODY}, {"lasted", LASTED}, {"sensed", SENSED}, {"cut", CUT},
}};
}  // namespace verb_class

class VerbWords {
  public:
    static constexpr std::size_t LONGEST = 15, MOST = 1 << 20;

    VerbWords() : slots_(64) {}

    // A word in lower case, of ASCII letters, apostrophes and hyphens. Throws std::invalid_argument for any other, for a word that
    // is too long and for a class that does not exist.
    void add(std::string_view name, std::string_view word) {
        u32 bit = 0;
        for (const auto& [known, its] : verb_class::NAMES)
            if (known == name) bit = its;
        if (!bit) throw std::invalid_argument("there is no class of words named " + std::string(name));
        bool good = !word.empty() && word.size() <= LONGEST;
        for (char c : word) good = good && ((c >= 'a' && c <= 'z') || c == '\'' || c == '-');
        if (!good) throw std::invalid_argument("no word that tells a tense: " + std::string(word));
        if ((count_ + 1) * 2 > slots_.size()) grow();
        Slot& slot = slots_[place(word)];
        if (!slot.size) {
            slot.size = static_cast<u8>(word.size());
            std::memcpy(slot.letters, word.data(), word.size());
            ++count_;
        }
        slot.classes |= bit;
        beginnings_[word[0] & 31] |= 1u << word.size();
    }

    // The classes of a word in lower case; 0 for a word in none.
    u32 classes(std::string_view word) const {
        if (word.empty() || word.size() > LONGEST || !(beginnings_[word[0] & 31] >> word.size() & 1)) return 0;
        return slots_[place(word)].classes;
    }

  private:
    struct Slot {
        u32 classes = 0;
        u8 size = 0;
        char letters[LONGEST] = {};
    };

    // Its slot, or the free one where it belongs; half of the slots is taken at most, so there is one.
    std::size_t place(std::string_view word) const {
        u32 hash = 2166136261u;
        for (char c : word) hash = (hash ^ static_cast<u8>(c)) * 16777619u;
        for (std::size_t at = hash ^ hash >> 15;; ++at) {
            const Slot& slot = slots_[at &= slots_.size() - 1];
            if (!slot.size || (slot.size == word.size() && !std::memcmp(slot.letters, word.data(), word.size()))) return at;
        }
    }
    void grow() {
        if (count_ >= MOST) throw std::length_error("too many words that tell a tense");
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& slot : old)
            if (slot.size) slots_[place({slot.letters, slot.size})] = slot;
    }

    std::vector<Slot> slots_;
    std::size_t count_ = 0;
    std::array<u32, 32> beginnings_{};  // for the last bits of a first letter: the lengths that there are; many words end here
};

}  // namespace searchlib
