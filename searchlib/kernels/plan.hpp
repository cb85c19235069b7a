// What is asked, as the kernels see it? A tree with keys of the term dictionary instead of words (query/plan.py makes it).
#pragma once
#include "day_index.hpp"
#include "matches.hpp"

namespace searchlib {

enum class PlanKind : u8 { NOTHING, EVERYTHING, TERM, ANY_TERM, PHRASE, AND, OR, NOT, DAYS, MENTIONED, ID, GIVEN };

struct Plan {
    PlanKind kind = PlanKind::NOTHING;
    std::string key;                 // TERM, ID
    std::vector<std::string> keys;   // ANY_TERM, PHRASE
    std::vector<u32> offsets;        // PHRASE: each word's distance from the first
    std::vector<Plan> parts;         // AND, OR, NOT (one)
    Zone zone = Zone::ANY;           // PHRASE
    u32 near = 0;                    // PHRASE: 0 = exact
    bool ordered = false;
    i32 first = 0, last = 0;         // DAYS, MENTIONED
    Meeting meeting = Meeting::OVERLAP;  // MENTIONED
    std::vector<std::vector<u64>> given;  // GIVEN: a bitmap of documents a segment
    double boost = 1.0;

    // Filled by PlanWeights.
    std::vector<std::vector<TermInfo>> infos;  // a segment, a key
    std::vector<std::vector<TermInfo>> stems;  // the same: where a form's impacts are its stem's, that stem
    std::vector<u32> weights;                  // a key
    std::vector<std::vector<TermInfo>> pairs;  // PHRASE: a segment, a key but the last: its pair with the next; df NO_PAIR: not filed
};
constexpr u32 NO_PAIR = 0xFFFFFFFFu;

}  // namespace searchlib
