// How are numbers laid out in files? Little-endian, unaligned, through memcpy so that every platform may read them.
#pragma once
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "huge_pages.hpp"

namespace searchlib {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;
using i16 = std::int16_t;
using i32 = std::int32_t;
using i64 = std::int64_t;

// A file does not hold what it should; the message names it.
struct CorruptFile : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <class T>
inline T load(const u8* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

// Bytes that grow at their end: what every serializer writes to.
class Buffer {
  public:
    template <class T>
    void put(T value) {
        const std::size_t at = bytes_.size();
        bytes_.resize(at + sizeof value);
        std::memcpy(bytes_.data() + at, &value, sizeof value);
    }
    void put_bytes(const void* data, std::size_t size) {
        const u8* from = static_cast<const u8*>(data);
        bytes_.insert(bytes_.end(), from, from + size);
    }
    template <class T, class Allocator>
    void put_array(const std::vector<T, Allocator>& values) {
        put_bytes(values.data(), values.size() * sizeof(T));
    }
    u8* grow(std::size_t size) {
        const std::size_t at = bytes_.size();
        bytes_.resize(at + size);
        return bytes_.data() + at;
    }
    void drop(std::size_t size) { bytes_.resize(bytes_.size() - size); }
    void pad_to(std::size_t multiple) {
        while (bytes_.size() % multiple) bytes_.push_back(0);
    }
    const u8* data() const { return bytes_.data(); }
    u8* data() { return bytes_.data(); }
    std::size_t size() const { return bytes_.size(); }
    void clear() { bytes_.clear(); }
    void reserve(std::size_t size) { bytes_.reserve(size); }
    void swap(Buffer& other) { bytes_.swap(other.bytes_); }
    void free() { HugeVector<u8>().swap(bytes_); }

  private:
    HugeVector<u8> bytes_;
};

// Calls add(item) for those from number `next` on, until `out` has a piece of a section or all are done, which it then says
// (false) and begins anew.
template <class Items, class Add>
bool add_piece(const Items& items, std::size_t& next, Buffer& out, Add add) {
    constexpr std::size_t PIECE = 1 << 20;
    while (next < items.size() && out.size() < PIECE) add(items[next++]);
    if (next < items.size()) return true;
    next = 0;
    return false;
}

// Strings one behind the other with the places where they begin: how every column of strings is held and filed.
struct StringColumn {
    std::vector<u32> ends;
    std::string bytes;

    void add(std::string_view text) {
        bytes.append(text);
        if (bytes.size() > 0xFFFFFFFFu) throw std::length_error("a column of strings grew over 4 GiB");
        ends.push_back(static_cast<u32>(bytes.size()));
    }
    void reserve(std::size_t strings, std::size_t together) {
        ends.reserve(strings);
        bytes.reserve(together);
    }
    std::size_t size() const { return ends.size(); }
    std::string_view operator[](std::size_t at) const {
        const u32 begin = at ? ends[at - 1] : 0;
        return std::string_view(bytes).substr(begin, ends[at] - begin);
    }
    std::size_t memory() const { return bytes.capacity() + ends.capacity() * sizeof(u32); }
};

}  // namespace searchlib
