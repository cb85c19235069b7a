// Is this the process that something was made in? Threads stay behind where a process forks, and what waits for them never ends.
#pragma once
#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace searchlib {

class ForkGuard {
  public:
    bool is_here() const { return process_ == this_process(); }

  private:
    static long this_process() {
#if __has_include(<unistd.h>)
        return getpid();
#else
        return 0;  // no process can be forked off here
#endif
    }
    long process_ = this_process();
};

}  // namespace searchlib
