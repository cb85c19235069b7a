// Many queries at once, on several threads: each takes the next one that nobody has taken.
#pragma once
#include <atomic>

#include "search.hpp"
#include "side_by_side.hpp"

namespace searchlib {

struct Answer {
    std::vector<Found> hits;
    double unit = 1.0;
};

// An answer for each plan. What a query throws (CorruptFile) is thrown here once all threads are done; no thread outlives the call.
inline std::vector<Answer> search_many(const std::vector<const Segment*>& segments, std::vector<Plan>& plans, u32 k, Order order, u32 threads) {
    std::vector<Answer> answers(plans.size());
    std::atomic<std::size_t> next{0};
    side_by_side(std::min<std::size_t>(threads, plans.size()), [&](std::size_t) {
        for (std::size_t i = next++; i < plans.size(); i = next++) {
            Search search(segments, std::move(plans[i]));
            answers[i] = {search.best(k, order), search.unit()};
        }
    });
    return answers;
}

}  // namespace searchlib
