// How is work done by several threads at once? What one of them throws is thrown when all have ended.
#pragma once
#include <cstddef>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace searchlib {

// Calls work(0), work(1) … work(count - 1), each in a thread of its own; the first in this one.
template <class Work>
void side_by_side(std::size_t count, Work work) {
    std::vector<std::exception_ptr> failed(count);
    const auto run = [&](std::size_t i) {
        try {
            work(i);
        } catch (...) {
            failed[i] = std::current_exception();
        }
    };
    std::vector<std::thread> threads;
    threads.reserve(count);  // nothing but a thread's start may fail below
    std::size_t started = 1;
    try {
        for (; started < count; ++started) threads.emplace_back(run, started);
    } catch (const std::system_error&) {
        // The system gives no more threads: this one does the rest.
    }
    if (count) run(0);
    for (; started < count; ++started) run(started);
    for (std::thread& thread : threads) thread.join();
    for (const std::exception_ptr& error : failed)
        if (error) std::rethrow_exception(error);
}

}  // namespace searchlib
