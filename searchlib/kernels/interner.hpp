// Have I seen this word before? Bytes ↔ small numbers, in order of first sight (open addressing, linear probing).
#pragma once
#include "checksum.hpp"

namespace searchlib {

class Interner {
  public:
    Interner() { rehash(1 << 12); }

    u32 intern(std::string_view key) {
        const u32 hash = static_cast<u32>(hash_bytes(reinterpret_cast<const u8*>(key.data()), key.size(), 7));
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
