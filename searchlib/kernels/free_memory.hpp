// Does the system get back what was freed? The allocator keeps small pieces for later, and after a large batch those are many.
#pragma once
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

namespace searchlib {

inline void give_back_free_memory() {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

}  // namespace searchlib
