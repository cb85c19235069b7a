// How does a second thread help to add articles? It reads the words of those that were handed to it, in their order, while
// the caller prepares the next ones. What comes out is the same.
//
// Tokens that are not ASCII are folded in Python, by the caller: the thread asks and waits, the caller answers whenever
// it adds an article or waits for the thread.
#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "fork_guard.hpp"
#include "inverter.hpp"

namespace searchlib {

class InverterThread {
  public:
    InverterThread(Folder folder, std::size_t bytes)
        : folder_(std::move(folder)),
          inverter_([this](std::string_view token, TokenKind kind, std::string& out) { ask(token, kind, out); }, bytes),
          worker_([this] { run(); }) {}

    // Ends the thread. In a process that was forked off there is none: then all of it must stay as it is.
    static void end(InverterThread* one) {
        if (one && one->home_.is_here()) delete one;
    }

    // Hands an article over; its texts are copied. Throws what went wrong with an earlier one.
    void add(const NewArticle& article) {
        waiting_.add(article);
        if (waiting_.bytes >= CHUNK) return hand_over();
        if (!asking_) return;
        std::unique_lock lock(mutex_);
        serve_until(lock, [] { return true; });
    }
    // Everything that was handed over has been added. Throws what went wrong.
    void finish() {
        if (waiting_.bytes) hand_over();
        std::unique_lock lock(mutex_);
        serve_until(lock, [this] { return chunks_.empty() && !busy_; });
    }
    // What articles that have been added take, about.
    std::size_t memory() const { return memory_; }
    // Only after finish().
    Inverter& inverter() { return inverter_; }

  private:
    static constexpr std::size_t CHUNK = 1 << 18, MOST_WAITING = 16 * CHUNK;  // bytes

    // Articles with the texts that they point into, an article's in one piece.
    struct Chunk {
        std::deque<NewArticle> articles;
        std::vector<std::unique_ptr<char[]>> texts;
        std::size_t bytes = 0;

        void add(const NewArticle& article) {
            articles.push_back(article);
            std::size_t size = 0;
            articles.back().each_text([&](std::string_view& text) { size += text.size(); });
            texts.emplace_back(new char[size]);
            char* to = texts.back().get();
            articles.back().each_text([&](std::string_view& text) {
                std::copy(text.begin(), text.end(), to);
                text = {to, text.size()};
                to += text.size();
            });
            bytes += sizeof article + size;
        }
    };

    void hand_over() {
        std::unique_lock lock(mutex_);
        serve_until(lock, [this] { return chunks_.empty() || queued_bytes_ + waiting_.bytes <= MOST_WAITING; });
        queued_bytes_ += waiting_.bytes;
        chunks_.push_back(std::move(waiting_));
        waiting_ = Chunk();
        wake_worker_.notify_one();
    }
    // Answers questions until something is true.
    template <class Condition>
    void serve_until(std::unique_lock<std::mutex>& lock, Condition condition) {
        for (;;) {
            wake_caller_.wait(lock, [&] { return asking_ || failed_ || condition(); });
            if (failed_) std::rethrow_exception(failed_);
            if (!asking_) return;
            lock.unlock();
            folder_(asked_token_, asked_kind_, *asked_out_);  // the thread waits: nobody else touches these
            lock.lock();
            asking_ = false;
            wake_worker_.notify_one();
        }
    }

    // --- in the thread --------------------------------------------------------------------------------------------------

    void run() {
        std::unique_lock lock(mutex_);
        for (;;) {
            wake_worker_.wait(lock, [this] { return stop_ || !chunks_.empty(); });
            if (stop_) return;
            Chunk chunk = std::move(chunks_.front());
            chunks_.pop_front();
            queued_bytes_ -= chunk.bytes;
            busy_ = true;
            lock.unlock();
            try {
                for (const NewArticle& article : chunk.articles) inverter_.add(article);
                memory_ = inverter_.memory();
            } catch (...) {
                lock.lock();
                failed_ = std::current_exception();
                wake_caller_.notify_one();
                return;
            }
            lock.lock();
            busy_ = false;
            wake_caller_.notify_one();
        }
    }
    void ask(std::string_view token, TokenKind kind, std::string& out) {
        std::unique_lock lock(mutex_);
        if (stop_) return;
        asked_token_ = token;
        asked_kind_ = kind;
        asked_out_ = &out;
        asking_ = true;
        wake_caller_.notify_one();
        wake_worker_.wait(lock, [this] { return stop_ || !asking_; });
    }
    ~InverterThread() {
        {
            const std::lock_guard lock(mutex_);
            stop_ = true;
        }
        wake_worker_.notify_one();
        worker_.join();
    }

    Folder folder_;
    Inverter inverter_;
    Chunk waiting_;  // to be handed over
    std::size_t queued_bytes_ = 0;  // of chunks_
    std::mutex mutex_;
    std::condition_variable wake_worker_, wake_caller_;
    std::deque<Chunk> chunks_;
    bool busy_ = false, stop_ = false;
    std::atomic<bool> asking_{false};  // changed with the mutex held
    std::exception_ptr failed_;
    std::string_view asked_token_;
    TokenKind asked_kind_{};
    std::string* asked_out_ = nullptr;
    std::atomic<std::size_t> memory_{0};
    ForkGuard home_;
    std::thread worker_;  // last: it uses all of the above
};

}  // namespace searchlib
