// How are texts coded while the caller does something else? By a thread for a handful of them, without Python's lock.
#pragma once
#include <exception>
#include <thread>

#include "fork_guard.hpp"
#include "word_codes.hpp"

namespace searchlib {

class CodingAhead {
  public:
    // The codes and the texts must stay as they are until the end.
    CodingAhead(const WordCodes& codes, std::vector<std::string_view> texts, std::size_t threads)
        : codes_(codes), texts_(std::move(texts)), threads_(threads) {
        try {
            worker_ = std::thread([this] { run(); });
        } catch (const std::system_error&) {
            run();  // the system gives no more threads
        }
    }
    ~CodingAhead() { wait(); }
    // In a process that was forked off there is no thread to wait for: then all of it must stay as it is.
    static void end(CodingAhead* one) {
        if (one && one->home_.is_here()) delete one;
    }

    // Each text coded; throws what went wrong.
    const std::vector<HugeVector<u8>>& coded() {
        if (!home_.is_here()) throw std::runtime_error("texts were being coded when this process forked");
        wait();
        if (failed_) std::rethrow_exception(failed_);
        return coded_;
    }

  private:
    void run() {
        try {
            encode_all(codes_, texts_, threads_, coded_);
        } catch (...) {
            failed_ = std::current_exception();
        }
    }
    void wait() {
        if (worker_.joinable()) worker_.join();
    }

    const WordCodes& codes_;
    std::vector<std::string_view> texts_;
    std::size_t threads_;
    std::vector<HugeVector<u8>> coded_;
    std::exception_ptr failed_;
    ForkGuard home_;
    std::thread worker_;  // last: it uses all of the above
};

}  // namespace searchlib
