// Where do arrays of many megabytes live? In memory that the system is asked to back with large pages: reading and
// writing all over it then misses the address cache far less. Elements are not cleared when the array grows.
#pragma once
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace searchlib {

template <class T>
struct HugePageAllocator {
    using value_type = T;
    static constexpr std::size_t PAGE_BYTES = std::size_t{1} << 21;

    HugePageAllocator() = default;
    template <class Other>
    HugePageAllocator(const HugePageAllocator<Other>&) {}

    T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        if (bytes < 4 * PAGE_BYTES) return static_cast<T*>(::operator new(bytes));
        void* made = std::aligned_alloc(PAGE_BYTES, (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES);
        if (!made) throw std::bad_alloc();
#if defined(__linux__)
        // Not the first page: an array that is mostly room to grow stays small.
        madvise(static_cast<char*>(made) + PAGE_BYTES, bytes - PAGE_BYTES, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(made);
    }
    void deallocate(T* at, std::size_t count) {
        count * sizeof(T) < 4 * PAGE_BYTES ? ::operator delete(at) : std::free(at);
    }
    template <class U>
    void construct(U* at) {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... Arguments>
    void construct(U* at, Arguments&&... arguments) {
        ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
    }
    bool operator==(const HugePageAllocator&) const { return true; }
};

template <class T>
using HugeVector = std::vector<T, HugePageAllocator<T>>;

}  // namespace searchlib
