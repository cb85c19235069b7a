// Where do the words of a plan stand in the segments, and how much does each of them weigh?
#pragma once
#include "impact.hpp"
#include "plan.hpp"
#include "word_pairs.hpp"

namespace searchlib {

constexpr u32 FIXED_IMPACT = 128;  // what a word found by a prefix or a pattern is worth

// Looks the keys of a plan up and weighs them by how many documents have them, over all segments.
class PlanWeights {
  public:
    PlanWeights(const std::vector<const Segment*>& segments, Plan& plan) : segments_(segments) {
        for (const Segment* segment : segments_) documents_ += segment->documents();
        weigh(plan, 1.0);
        // Scores are 32-bit sums: where boosts would overflow them, all weights shrink alike.
        while (most_ >> shift_ >= u64{1} << 31) ++shift_;
        if (shift_) shrink(plan);
    }
    // What a word weighs whose idf and boost are 1, times the highest impact.
    double unit() const { return WEIGHT_UNIT * 255.0 / double(u64{1} << shift_); }

  private:
    void weigh(Plan& plan, double boost) {
        boost *= plan.boost;
        std::vector<std::string_view> keys;
        if (plan.kind == PlanKind::TERM) keys.push_back(plan.key);
        for (const std::string& key : plan.keys) keys.push_back(key);
        plan.infos.assign(segments_.size(), std::vector<TermInfo>(keys.size()));
        plan.stems = plan.infos;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            u64 df = 0;
            for (std::size_t s = 0; s < segments_.size(); ++s) {
                u32 term;
                TermInfo& info = plan.infos[s][i];
                if (!segments_[s]->find(keys[i], term, info)) continue;
                df += info.df;
                if (plan.kind != PlanKind::ANY_TERM && !info.has_impacts()) plan.stems[s][i] = segments_[s]->stem_info(term);
            }
            if (plan.kind == PlanKind::ANY_TERM) continue;
            plan.weights.push_back(term_weight(documents_, df, boost));
            most_ += u64{plan.weights.back()} * 255;
        }
        if (plan.kind == PlanKind::ANY_TERM) {
            plan.weights.push_back(static_cast<u32>(std::max(1.0, std::nearbyint(boost * WEIGHT_UNIT))));
            most_ += u64{plan.weights[0]} * FIXED_IMPACT;
        }
        if (plan.kind == PlanKind::PHRASE && !plan.near) find_pairs(plan);
        for (Plan& part : plan.parts) weigh(part, boost);
    }
    void find_pairs(Plan& plan) const {
        TermInfo none;
        none.df = NO_PAIR;
        plan.pairs.assign(segments_.size(), std::vector<TermInfo>(plan.keys.size() - 1, none));
        for (std::size_t s = 0; s < segments_.size(); ++s)
            for (std::size_t i = 0; i + 1 < plan.keys.size(); ++i) {
                const std::vector<TermInfo>& words = plan.infos[s];
                if (plan.keys[i][0] != FORM || plan.keys[i + 1][0] != FORM || plan.offsets[i] + 1 != plan.offsets[i + 1] ||
                    !pair_is_filed(words[i].df, words[i + 1].df, segments_[s]->documents()))
                    continue;
                TermInfo& pair = plan.pairs[s][i];
                if (!segments_[s]->find(pair_key(plan.keys[i], plan.keys[i + 1]), pair)) pair = TermInfo();
            }
    }
    void shrink(Plan& plan) {
        for (u32& weight : plan.weights) weight = std::max(1u, weight >> shift_);
        for (Plan& part : plan.parts) shrink(part);
    }

    const std::vector<const Segment*>& segments_;
    u64 documents_ = 0, most_ = 0;  // the highest score that an article could have
    u32 shift_ = 0;
};

// A plan for some segments, which must stay as they are. A query that is asked again is searched by the same one: its words
// are looked up once.
struct WeighedPlan {
    WeighedPlan(std::vector<const Segment*> segments, Plan asked)
        : segments(std::move(segments)), plan(std::move(asked)), unit(PlanWeights(this->segments, plan).unit()) {}

    const std::vector<const Segment*> segments;
    Plan plan;
    const double unit;  // see PlanWeights
};

}  // namespace searchlib
