// How are many queries searched while their answers are read? Some threads take them as they are asked, and so does whoever waits.
#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "fork_guard.hpp"
#include "search.hpp"

namespace searchlib {

struct Answer {
    std::vector<Found> hits;
    double unit = 1.0;
    double seconds = 0.0;  // that the search took
};

// `ask` and `answer` are for one thread. A search that nobody waits for any more is not begun.
class SearchAhead {
  public:
    SearchAhead(u32 k, Order order, u32 workers) : k_(k), order_(order), most_workers_(workers) {}
    ~SearchAhead() {
        {
            const std::lock_guard guard(mutex_);
            ended_ = true;
        }
        asked_.notify_all();
        for (std::thread& worker : workers_) worker.join();
    }
    // In a process that was forked off there is no thread to wait for: then all of it must stay as it is.
    static void end(SearchAhead* one) {
        if (one && one->is_here()) delete one;
    }
    bool is_here() const { return home_.is_here(); }

    void ask(std::shared_ptr<const WeighedPlan> plan) {
        {
            const std::lock_guard guard(mutex_);
            questions_.emplace_back();
            questions_.back().plan = std::move(plan);
            if (workers_.size() < most_workers_ && workers_.size() < questions_.size()) start_worker();
        }
        asked_.notify_one();
    }
    // Of what was asked first of all that was not answered yet; throws what went wrong in that search (CorruptFile).
    Answer answer() {
        std::unique_lock lock(mutex_);
        if (questions_.empty()) throw std::logic_error("nothing was asked");
        while (!questions_.front().done) {
            if (taken_ < questions_.size())
                search_next(lock);
            else
                answered_.wait(lock);
        }
        Question first = std::move(questions_.front());
        questions_.pop_front();
        --taken_;
        lock.unlock();
        if (first.failed) std::rethrow_exception(first.failed);
        return std::move(first.answer);
    }

  private:
    struct Question {
        std::shared_ptr<const WeighedPlan> plan;
        Answer answer;
        std::exception_ptr failed;
        bool done = false;
    };

    void start_worker() {
        try {
            workers_.emplace_back([this] { work(); });
        } catch (const std::system_error&) {
            most_workers_ = 0;  // the system gives no more threads: whoever waits does the rest
        }
    }
    void work() {
        std::unique_lock lock(mutex_);
        for (;;) {
            asked_.wait(lock, [this] { return ended_ || taken_ < questions_.size(); });
            if (ended_) return;
            search_next(lock);
        }
    }
    // Takes the first question that nobody has taken; the others may come and go meanwhile.
    void search_next(std::unique_lock<std::mutex>& lock) {
        Question& question = questions_[taken_++];
        lock.unlock();
        const auto began = std::chrono::steady_clock::now();
        try {
            question.answer.hits = Search(*question.plan).best(k_, order_);
            question.answer.unit = question.plan->unit;
        } catch (...) {
            question.failed = std::current_exception();
        }
        question.answer.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        lock.lock();
        question.done = true;
        answered_.notify_one();
    }

    const u32 k_;
    const Order order_;
    std::size_t most_workers_;
    std::mutex mutex_;
    std::condition_variable asked_, answered_;
    std::deque<Question> questions_;  // that were not answered yet, in their order
    std::size_t taken_ = 0;           // so many of them were begun
    bool ended_ = false;
    ForkGuard home_;
    std::vector<std::thread> workers_;  // last: they use all of the above
};

}  // namespace searchlib
