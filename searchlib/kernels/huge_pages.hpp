// Where do arrays of many megabytes live? In memory that the system is asked to back with large pages: reading and
// writing all over it then misses the address cache far less. Elements are not cleared when the array grows.
//
// Arrays of a megabyte or more are the system's own pages, which it gets back at once: the allocator would keep what a thread
// frees, up to 64 MiB a thread.
#pragma once
#include <cstdint>
#include <memory>
#include <new>
#include <vector>
#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace searchlib {

template <class T>
struct HugePageAllocator {
    using value_type = T;
    HugePageAllocator() = default;
    template <class Other>
    HugePageAllocator(const HugePageAllocator<Other>&) {}

    T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        return static_cast<T*>(is_large(bytes) ? mapped(bytes) : ::operator new(bytes));
    }
    void deallocate(T* at, std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        is_large(bytes) ? unmap(at, bytes) : ::operator delete(at);
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

  private:
#if defined(__linux__)
    static constexpr std::size_t PAGE_BYTES = std::size_t{1} << 21;

    static bool is_large(std::size_t bytes) { return bytes >= std::size_t{1} << 20; }
    // Large pages begin at multiples of their size: what is in front of the first one goes back.
    static void* mapped(std::size_t bytes) {
        const std::size_t spare = bytes >= 4 * PAGE_BYTES ? PAGE_BYTES : 0;
        void* made = mmap(nullptr, bytes + spare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (made == MAP_FAILED) throw std::bad_alloc();
        if (!spare) return made;
        char* const begin = static_cast<char*>(made);
        const std::size_t front = (PAGE_BYTES - reinterpret_cast<std::uintptr_t>(begin) % PAGE_BYTES) % PAGE_BYTES;
        if (front) munmap(begin, front);
        if (spare - front) munmap(begin + front + whole_pages(bytes), spare - front);
        // Not the first page: an array that is mostly room to grow stays small.
        madvise(begin + front + PAGE_BYTES, bytes - PAGE_BYTES, MADV_HUGEPAGE);
        return begin + front;
    }
    static void unmap(void* at, std::size_t bytes) { munmap(at, bytes); }
    static std::size_t whole_pages(std::size_t bytes) {
        static const std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        return (bytes + page - 1) / page * page;
    }
#else
    static bool is_large(std::size_t) { return false; }
    static void* mapped(std::size_t bytes) { return ::operator new(bytes); }
    static void unmap(void* at, std::size_t) { ::operator delete(at); }
#endif
};

template <class T>
using HugeVector = std::vector<T, HugePageAllocator<T>>;

}  // namespace searchlib
