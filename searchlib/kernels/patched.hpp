// How are small numbers kept in few bits when a few of them are not small? All get the width that suits most, and the
// high bits of the others are patched in (after PFOR of Zukowski et al., "Super-scalar RAM-CPU cache compression", 2006).
//
// A run of `count` numbers (the reader knows how many): width u8, plus 128 if there are patches; then, if so, their number
// u8 and the width of their high bits u8; low bits, packed; the patches' indexes, packed; their high bits, packed.
#pragma once
#include <algorithm>

#include "bitpack.hpp"

namespace searchlib {

constexpr u8 HAS_PATCHES = 128;
constexpr u32 MAX_PATCHES = 255, PATCH_HEAD = 2;
constexpr std::size_t WORTH_PATCHING = 16;

class PatchedWriter {
  public:
    void write(const u32* values, std::size_t count, Buffer& out) {
        if (count < WORTH_PATCHING) {
            u32 all = 0;
            for (std::size_t i = 0; i < count; ++i) all |= values[i];
            out.put<u8>(static_cast<u8>(width_of(all)));
            return pack(values, count, width_of(all), out);
        }
        // Two tables in turn: neighbours often have the same width, and would wait for one another.
        u32 of_width[33] = {}, of_width_too[33] = {};
        std::size_t counted = 0;
        for (; counted + 2 <= count; counted += 2) {
            ++of_width[width_of(values[counted])];
            ++of_width_too[width_of(values[counted + 1])];
        }
        if (counted < count) ++of_width[width_of(values[counted])];
        for (u32 width = 0; width < 33; ++width) of_width[width] += of_width_too[width];
        u32 most = 32;
        while (most && !of_width[most]) --most;
        const u32 index_width = width_of(static_cast<u32>(count - 1));
        u32 width = most, wider = 0;
        std::size_t bits = count * most;
        for (u32 w = most, above = 0; w-- > 0;) {
            above += of_width[w + 1];
            if (above > MAX_PATCHES) break;
            const std::size_t these = count * w + 8 * PATCH_HEAD + above * std::size_t{index_width + most - w};
            if (these < bits) bits = these, width = w, wider = above;
        }
        out.put<u8>(static_cast<u8>(width | (wider ? HAS_PATCHES : 0)));
        if (!wider) return pack(values, count, width, out);
        out.put<u8>(static_cast<u8>(wider));
        out.put<u8>(static_cast<u8>(most - width));
        const u64 mask = (u64{1} << width) - 1;
        low_.resize(count);
        indexes_.resize(count + 1);
        high_.resize(count + 1);
        // Which are to be patched is hard to guess: each is put down as if it were, and most are written over.
        for (std::size_t i = 0, patches = 0; i < count; ++i) {
            low_[i] = static_cast<u32>(values[i] & mask);
            indexes_[patches] = static_cast<u32>(i);
            high_[patches] = static_cast<u32>(u64{values[i]} >> width);
            patches += values[i] > mask;
        }
        pack(low_.data(), count, width, out);
        pack(indexes_.data(), wider, index_width, out);
        pack(high_.data(), wider, most - width, out);
    }

  private:
    std::vector<u32> low_, indexes_, high_;
};

// A run as it lies in a file. Behind its end, OVERREAD bytes must be readable.
struct PatchedRun {
    const u8 *low = nullptr, *indexes = nullptr, *high = nullptr, *end = nullptr;
    std::size_t count = 0;
    u32 width = 0, index_width = 0, high_width = 0, patches = 0;

    // False when the bytes up to `limit` cannot hold such a run.
    bool open(const u8* at, const u8* limit, std::size_t numbers) {
        if (at >= limit) return false;
        count = numbers;
        width = *at & ~HAS_PATCHES;
        patches = 0;
        const bool patched = *at++ & HAS_PATCHES;
        if (patched) {
            if (limit - at < static_cast<std::ptrdiff_t>(PATCH_HEAD)) return false;
            patches = *at++;
            high_width = *at++;
            if (!high_width) return false;
            index_width = width_of(static_cast<u32>(count - 1));
        }
        if (width + (patched ? high_width : 0) > 32 || (width && count > static_cast<std::size_t>(limit - at) * 8 / width)) return false;
        low = at;
        indexes = low + packed_size(count, width);
        high = indexes + packed_size(patches, index_width);
        end = high + packed_size(patches, high_width);
        return end <= limit;
    }

    void unpack_all(u32* out) const {
        unpack(low, count, width, out);
        for (u32 i = 0; i < patches; ++i) {
            const u32 index = unpack_one(indexes, i, index_width);
            if (index < count) out[index] |= unpack_one(high, i, high_width) << width;
        }
    }
    // Numbers first .. first + size - 1, without most of the others; valid as long as `room`, which holds size + 8.
    const u32* unpack_range(std::size_t first, std::size_t size, u32* room) const {
        const std::size_t before = first % 8;  // groups of eight begin at a byte
        unpack(low + first / 8 * width, before + size, width, room);
        u32* const out = room + before;
        for (u32 patch = patch_from(first); patch < patches; ++patch) {
            const std::size_t index = unpack_one(indexes, patch, index_width);
            if (index < first || index - first >= size) break;
            out[index - first] |= unpack_one(high, patch, high_width) << width;
        }
        return out;
    }
    u32 operator[](std::size_t index) const {
        const u32 number = width ? unpack_one(low, index, width) : 0, patch = patch_from(index);
        const bool patched = patch < patches && unpack_one(indexes, patch, index_width) == index;
        return patched ? number | unpack_one(high, patch, high_width) << width : number;
    }

  private:
    // The first patch that is not before `index`. Indexes ascend (in a forged file they may not: then some are missed). A
    // long run has so many that going through them all took longer than unpacking the numbers.
    u32 patch_from(std::size_t index) const {
        u32 patch = 0;
        for (u32 left = patches; left;) {
            const u32 half = left / 2;
            const bool before = unpack_one(indexes, patch + half, index_width) < index;
            patch = before ? patch + half + 1 : patch;
            left = before ? left - half - 1 : half;
        }
        return patch;
    }
};

}  // namespace searchlib
