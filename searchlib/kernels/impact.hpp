// How strongly does a term speak in a document? The BM25F saturation, as one byte.
//
// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.6: occurrences are
// weighted by zone and normalised by the zone's length before they saturate. The byte is 255 tf / (k1 + tf), rounded,
// and never 0 for a document that has the term. The score of a document is the sum over terms of weight * impact,
// in whole numbers, so that every order of adding gives the same sum.
#pragma once
#include <algorithm>
#include <cmath>

#include "sections.hpp"

namespace searchlib {

struct RankingProfile {
    double k1 = 2.0;
    double weight[3] = {4.0, 2.0, 1.0};   // headline, standfirst, body
    double b[3] = {0.3, 0.5, 0.75};       // how much a zone's length counts
    double pivot[3] = {10.0, 25.0, 400.0};  // the length of a zone, in words, that counts as ordinary
};

// What one occurrence in each zone of a document of these lengths is worth, in units of 1 / WORTH_UNIT. Whole numbers
// again: the worth of a stem is the same in whatever order its forms are added up.
constexpr double WORTH_UNIT = 4096.0;

struct OccurrenceWorth {
    u32 zone[3];
};

inline OccurrenceWorth occurrence_worth(const RankingProfile& profile, const ZoneLengths& lengths) {
    const double length[3] = {double(lengths.headline), double(lengths.standfirst), double(lengths.body)};
    OccurrenceWorth worth;
    for (int z = 0; z < 3; ++z) {
        const double norm = 1.0 - profile.b[z] + profile.b[z] * length[z] / profile.pivot[z];
        worth.zone[z] = std::max(1u, static_cast<u32>(std::nearbyint(WORTH_UNIT * profile.weight[z] / norm)));
    }
    return worth;
}

// `worth`: the sum over a term's occurrences in a document.
inline u8 impact_of(const RankingProfile& profile, u64 worth) {
    const double share = double(worth) / (profile.k1 * WORTH_UNIT + double(worth));
    const double impact = std::nearbyint(255.0 * share);
    return static_cast<u8>(impact < 1.0 ? 1.0 : impact);
}

// Scores are weights * impacts; a weight is idf * boost in units of 1 / WEIGHT_UNIT.
constexpr double WEIGHT_UNIT = 1024.0;

// Rare words count a little more than BM25's own idf says: a question's everyday words then speak less
// (benchmarks/bench_ranking.py).
constexpr double IDF_POWER = 1.2;

inline double idf(u64 documents, u64 df) {
    if (df > documents) df = documents;
    return std::pow(std::log(1.0 + (double(documents) - double(df) + 0.5) / (double(df) + 0.5)), IDF_POWER);
}

inline u32 term_weight(u64 documents, u64 df, double boost) {
    const double weight = std::nearbyint(idf(documents, df) * boost * WEIGHT_UNIT);
    return weight < 1.0 ? 1 : static_cast<u32>(weight);
}

}  // namespace searchlib
