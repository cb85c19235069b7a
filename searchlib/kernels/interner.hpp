// Have I seen this word before? Bytes ↔ small numbers, in order of first sight (open addressing, linear probing).
//
// Words are short: up to 15 bytes lie in the table itself, as two numbers with the length in the last byte, so that one
// cache line answers. Of longer ones the table holds a hash, and the bytes are compared where they lie.
#pragma once
#include <algorithm>
#include <bit>

#include "checksum.hpp"

namespace searchlib {

constexpr std::size_t SHORT_KEY = 15;

// Up to 15 bytes as two numbers. Two keys are the same exactly when both numbers are.
struct ShortKey {
    u64 low, high;

    static ShortKey of(const u8* at, std::size_t size) {
        u64 low = 0, high = 0;
        if (size >= 8) {
            low = load<u64>(at);
            if (size > 8) high = load<u64>(at + size - 8) >> (8 * (16 - size));
        } else if (size >= 4) {
            low = load<u32>(at) | u64{load<u32>(at + size - 4)} << (8 * (size - 4));
        } else if (size) {
            low = u64{at[0]} | u64{at[size / 2]} << (8 * (size / 2)) | u64{at[size - 1]} << (8 * (size - 1));
        }
        return {low, high | u64{size} << 56};
    }
    std::size_t size() const { return high >> 56; }
};

class Interner {
  public:
    Interner() { rehash(1 << 10); }

    // A key as the table knows it: itself if it is short, else its hash and length.
    static ShortKey key_of(std::string_view key) {
        const u8* at = reinterpret_cast<const u8*>(key.data());
        if (key.size() <= SHORT_KEY) return ShortKey::of(at, key.size());
        return {hash_bytes(at, key.size(), 7), LONG_MARK | key.size()};
    }
    static u64 hash_of(const ShortKey& key) {
        const u64 hash = ((key.low ^ 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u) ^ (key.high * 0xA0761D6478BD642Fu);
        return std::rotl(hash * 0xE7037ED1A0B428DBu, 32);
    }
    // Asks for the line of the table in which the key will be looked up soon.
    void prefetch(u64 hash) const { __builtin_prefetch(slots_.data() + (hash & mask_)); }

    u32 intern(std::string_view key) {
        const ShortKey made = key_of(key);
        if (key.size() <= SHORT_KEY) return intern(made, hash_of(made));
        return find(made, hash_of(made), [&](u32 id) { return keys_[id] == key; }, [&] { keys_.add(key); });
    }
    // A key of up to SHORT_KEY bytes.
    u32 intern(const ShortKey& key, u64 hash) {
        return find(key, hash, [](u32) { return true; },
            [&] { keys_.add({reinterpret_cast<const char*>(&key), key.size()}); });
    }
    std::string_view operator[](u32 id) const { return keys_[id]; }
    u32 size() const { return static_cast<u32>(keys_.size()); }
    void clear() {
        keys_ = StringColumn();
        slots_.clear();
        rehash(1 << 10);
    }
    // Gives back the memory by which words are looked up, until the next one is.
    void rest() { HugeVector<Slot>().swap(slots_); }
    std::size_t memory() const { return keys_.memory() + slots_.size() * sizeof(Slot); }

  private:
    static constexpr u32 EMPTY = 0xFFFFFFFFu;
    static constexpr u64 LONG_MARK = u64{0xFF} << 56;
    struct Slot {
        ShortKey key;
        u32 id;
    };

    template <class Same, class Add>
    u32 find(const ShortKey& key, u64 hash, Same same, Add add) {
        if (slots_.empty()) [[unlikely]] wake();
        u64 at = hash & mask_;
        for (;; at = (at + 1) & mask_) {
            const Slot& slot = slots_[at];
            if (slot.id == EMPTY) break;
            if (slot.key.low == key.low && slot.key.high == key.high && same(slot.id)) return slot.id;
        }
        const u32 id = size();
        add();
        slots_[at] = {key, id};
        if (keys_.size() * 2 > slots_.size()) rehash(slots_.size() * 2);
        return id;
    }
    void wake() {
        rehash(std::bit_ceil(std::max<std::size_t>(keys_.size() * 2 + 2, 1 << 10)));
        for (u32 id = 0; id < size(); ++id) put({key_of(keys_[id]), id});
    }
    void rehash(std::size_t size) {
        HugeVector<Slot> old;
        old.swap(slots_);
        slots_.assign(size, {{0, 0}, EMPTY});
        mask_ = size - 1;
        for (const Slot& slot : old)
            if (slot.id != EMPTY) put(slot);
    }
    // Of a key that is not in the table.
    void put(const Slot& slot) {
        u64 at = hash_of(slot.key) & mask_;
        while (slots_[at].id != EMPTY) at = (at + 1) & mask_;
        slots_[at] = slot;
    }
    StringColumn keys_;
    HugeVector<Slot> slots_;
    u64 mask_ = 0;
};

}  // namespace searchlib
