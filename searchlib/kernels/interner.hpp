// Have I seen this word before? Bytes ↔ small numbers, in order of first sight (open addressing, linear probing).
#pragma once
#include "checksum.hpp"

namespace searchlib {

class Interner {
  public:
    Interner() { rehash(1 << 12); }

    u32 intern(std::string_view key) {
        const u32 hash = hash_of(key);
        u32 slot = hash & mask_;
        for (;; slot = (slot + 1) & mask_) {
            const Slot found = slots_[slot];
            if (found.id == EMPTY) break;
            if (found.hash == hash && (*this)[found.id] == key) return found.id;
        }
        const u32 id = static_cast<u32>(keys_.size());
        keys_.add(key);
        slots_[slot] = {hash, id};
        if (keys_.size() * 2 > slots_.size()) rehash(slots_.size() * 2);
        return id;
    }
    std::string_view operator[](u32 id) const { return keys_[id]; }
    u32 size() const { return static_cast<u32>(keys_.size()); }
    std::size_t memory() const { return keys_.memory() + slots_.size() * sizeof(Slot); }
    void clear() {
        keys_ = StringColumn();
        slots_.clear();
        rehash(1 << 12);
    }

  private:
    // Words are short: two overlapping loads and two multiplications see all of one of up to 16 bytes.
    static u32 hash_of(std::string_view key) {
        const u8* at = reinterpret_cast<const u8*>(key.data());
        const std::size_t size = key.size();
        if (size > 16) return static_cast<u32>(hash_bytes(at, size, 7));
        u64 head = 0, tail = 0;
        if (size >= 8) {
            head = load<u64>(at);
            tail = load<u64>(at + size - 8);
        } else if (size >= 4) {
            head = load<u32>(at);
            tail = load<u32>(at + size - 4);
        } else if (size) {
            head = u64{at[0]} | u64{at[size / 2]} << 8 | u64{at[size - 1]} << 16;
        }
        u64 hash = (head ^ 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
        hash = (hash ^ (hash >> 32) ^ tail ^ size) * 0xA0761D6478BD642Fu;
        return static_cast<u32>(hash >> 32);
    }
    static constexpr u32 EMPTY = 0xFFFFFFFFu;
    struct Slot {
        u32 hash, id;
    };
    void rehash(std::size_t size) {
        std::vector<Slot> old;
        old.swap(slots_);
        slots_.assign(size, {0, EMPTY});
        mask_ = static_cast<u32>(size - 1);
        for (const Slot& slot : old) {
            if (slot.id == EMPTY) continue;
            u32 at = slot.hash & mask_;
            while (slots_[at].id != EMPTY) at = (at + 1) & mask_;
            slots_[at] = slot;
        }
    }
    StringColumn keys_;
    std::vector<Slot> slots_;
    u32 mask_ = 0;
};

}  // namespace searchlib
