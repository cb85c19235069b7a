// I have a stretch of days; which articles speak of it? An index of the mentioned intervals.
//
// Intervals are filed by length class (1 day; 2; 3-4; 5-8; … days, the k-th up to 2^k) and within a class by first day.
// Of a class, those that overlap days a..b begin in a - 2^k + 1 .. b: one run of the directory, found by binary search, of
// which only the few that begin more than 2^(k-1) days before a must be looked at. (The idea of a grid file over
// (length, start), as in the interval indexes of spatial databases.) Not for: which interval it was; see Segment::dates.
#pragma once
#include <algorithm>
#include <bit>

#include "matches.hpp"
#include "segment.hpp"

namespace searchlib {

// How a mention must meet the days that are asked for.
enum class Meeting : u8 { OVERLAP = 0, WITHIN = 1, EXACT = 2 };

inline bool meets(const DayInterval& days, i32 first, i32 last, Meeting meeting) {
    switch (meeting) {
        case Meeting::WITHIN: return days.first >= first && days.last <= last;
        case Meeting::EXACT: return days.first == first && days.last == last;
        default: return days.first <= last && days.last >= first;
    }
}

// Documents (set bits) that mention days so. Exact: compared with the scan of all intervals in tests.
class DayIndex {
  public:
    explicit DayIndex(const Segment& segment)
        : segment_(segment), keys_(segment.column<DayKey>(DAY_KEYS)), docs_(segment.column<u32>(DAY_DOCS)) {}

    // How many entries lie in the runs that would be read.
    u64 candidates(i32 first, i32 last, Meeting meeting) const {
        u64 sum = 0;
        runs(first, last, meeting, [&](std::size_t low, std::size_t high, u32) { sum += end_of(high) - end_of(low); });
        return sum;
    }

    void mark(i32 first, i32 last, Meeting meeting, std::vector<u64>& bits) const {
        bits.assign((u64{segment_.documents()} + 63) / 64, 0);
        runs(first, last, meeting, [&](std::size_t low, std::size_t high, u32 length_class) {
            for (std::size_t key = low; key < high; ++key) {
                const bool sure = all_meet(keys_.first[key].first, length_class, first, last, meeting);
                for (u64 at = end_of(key), stop = end_of(key + 1); at < stop; ++at) {
                    const u32 doc = docs_.first[at];
                    if (doc >= segment_.documents()) throw CorruptFile(segment_.name() + ": a day is mentioned by no article");
                    if (sure || speaks(doc, first, last, meeting)) bits[doc / 64] |= u64{1} << (doc % 64);
                }
            }
        });
    }

    // Is this interval of a document filed?
    bool has(u32 doc, const DayInterval& days) const {
        const u32 length_class = days.length_class();
        const std::size_t key = lower(length_class, days.first);
        if (key == keys_.count || keys_.first[key].length_class != length_class || keys_.first[key].first != days.first) return false;
        return std::binary_search(docs_.begin() + end_of(key), docs_.begin() + end_of(key + 1), doc);
    }

  private:
    static i64 longest(u32 length_class) { return i64{1} << length_class; }
    static i64 shortest(u32 length_class) { return length_class ? (i64{1} << (length_class - 1)) + 1 : 1; }

    // Entries before key `index` of the directory.
    u64 end_of(std::size_t index) const {
        const u64 end = index ? keys_.first[index - 1].end : 0;
        if (end > docs_.count) throw CorruptFile(segment_.name() + ": the index of days ends beyond its end");
        return end;
    }

    std::size_t lower(u32 length_class, i64 first) const {
        const DayKey* found = std::lower_bound(keys_.begin(), keys_.end(), std::pair<u32, i64>(length_class, first),
            [](const DayKey& key, const std::pair<u32, i64>& wanted) {
                return std::pair<u32, i64>(key.length_class, key.first) < wanted;
            });
        return static_cast<std::size_t>(found - keys_.begin());
    }

    // For each length class the run of keys in which fitting intervals lie.
    template <class Each>
    void runs(i32 first, i32 last, Meeting meeting, Each each) const {
        if (first > last) return;
        for (std::size_t key = 0; key < keys_.count;) {
            const u32 length_class = keys_.first[key].length_class;
            if (length_class > 31) throw CorruptFile(segment_.name() + ": the index of days has an impossible length");
            i64 low = first, high = last;
            if (meeting == Meeting::OVERLAP) low = i64{first} - longest(length_class) + 1;
            if (meeting == Meeting::WITHIN) high = i64{last} - shortest(length_class) + 1;
            if (meeting == Meeting::EXACT) {
                const i64 days = i64{last} - first + 1;
                high = days >= shortest(length_class) && days <= longest(length_class) ? first : i64{first} - 1;
            }
            const std::size_t begin = lower(length_class, low), end = lower(length_class, high + 1);
            if (begin < end) each(begin, end, length_class);
            const std::size_t next = lower(length_class + 1, INT32_MIN);
            if (next <= key) throw CorruptFile(segment_.name() + ": the index of days is not in order");
            key = next;
        }
    }

    // Does every interval of this class that begins there fit?
    static bool all_meet(i32 begin, u32 length_class, i32 first, i32 last, Meeting meeting) {
        const i64 least = begin + shortest(length_class) - 1, most = begin + longest(length_class) - 1;
        switch (meeting) {
            case Meeting::WITHIN: return most <= last;
            case Meeting::EXACT: return length_class == 0;
            default: return least >= first;
        }
    }
    bool speaks(u32 doc, i32 first, i32 last, Meeting meeting) const {
        for (const DayInterval& days : segment_.dates(doc))
            if (meets(days, first, last, meeting)) return true;
        return false;
    }

    const Segment& segment_;
    Span<DayKey> keys_;
    Span<u32> docs_;
};

// Documents that speak of days from first to last.
class MentionedDaysNode : public MatchNode {
  public:
    MentionedDaysNode(const Segment& segment, i32 first, i32 last, Meeting meeting)
        : segment_(segment), first_(first), last_(last), meeting_(meeting) {
        const DayIndex index(segment);
        // Where most articles fit, a window's own intervals are read sooner than all of the index.
        indexed_ = index.candidates(first, last, meeting) <= u64{segment.documents()} * MOST;
        if (indexed_) index.mark(first, last, meeting, bits_);
    }
    void match(u32 begin, u32 end, u64* bits, u32*) override {
        clear_bits(bits);
        if (indexed_) {
            // A window may begin at any document, so its words are cut from two.
            const u32 shift = begin % 64;
            for (u32 w = 0; w * 64 < end - begin; ++w) {
                const std::size_t at = begin / 64 + w;
                bits[w] = bits_[at] >> shift;
                if (shift && at + 1 < bits_.size()) bits[w] |= bits_[at + 1] << (64 - shift);
            }
            if ((end - begin) % 64) bits[(end - begin) / 64] &= (u64{1} << ((end - begin) % 64)) - 1;
            return;
        }
        for (u32 doc = begin; doc < end; ++doc)
            for (const DayInterval& days : segment_.dates(doc))
                if (meets(days, first_, last_, meeting_)) {
                    bits[(doc - begin) / 64] |= u64{1} << ((doc - begin) % 64);
                    break;
                }
    }

  private:
    static constexpr u64 MOST = 2;
    const Segment& segment_;
    i32 first_, last_;
    Meeting meeting_;
    bool indexed_ = false;
    std::vector<u64> bits_;
};

}  // namespace searchlib
