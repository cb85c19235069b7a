// Many queries at once, on several threads: each takes the next one that nobody has taken.
#pragma once
#include <atomic>
#include <exception>
#include <thread>

#include "search.hpp"

namespace searchlib {

struct Answer {
    std::vector<Found> hits;
    double unit = 1.0;
};

// An answer for each plan. What a query throws (CorruptFile) is thrown here once all threads are done; no thread outlives the call.
inline std::vector<Answer> search_many(const std::vector<const Segment*>& segments, std::vector<Plan>& plans, u32 k, Order order, u32 threads) {
    std::vector<Answer> answers(plans.size());
    std::vector<std::exception_ptr> thrown(plans.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < plans.size(); i = next++) {
            try {
                Search search(segments, std::move(plans[i]));
                answers[i] = {search.best(k, order), search.unit()};
            } catch (...) {
                thrown[i] = std::current_exception();
            }
        }
    };
    {
        std::vector<std::jthread> others;
        for (u32 i = 1; i < threads && i < plans.size(); ++i) {
            try {
                others.emplace_back(work);
            } catch (const std::system_error&) {
                break;  // the system gives no more threads: those there are will do
            }
        }
        work();
    }
    for (const std::exception_ptr& one : thrown)
        if (one) std::rethrow_exception(one);
    return answers;
}

}  // namespace searchlib
