// I have a stretch of days; which articles speak of it? An index of the mentioned intervals.
//
// Intervals are filed by length class (1 day; 2; 3-4; 5-8; … days, the k-th up to 2^k), within a class by first, then last
// day. Of a class, those that overlap days a..b begin in a - 2^k + 1 .. b: one run of the directory, found by binary
// search, of which at most the half does not fit. (The idea of a grid over length and start, as in the interval indexes of
// spatial databases.) Not for: which interval of an article it was; see Segment::dates.
#pragma once
#include <algorithm>
#include <tuple>

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

    // How many entries meet the days so.
    u64 count(i32 first, i32 last, Meeting meeting) const {
        u64 sum = 0;
        keys(first, last, meeting, [&](std::size_t key) { sum += end_of(key + 1) - end_of(key); });
        return sum;
    }

    void mark(i32 first, i32 last, Meeting meeting, std::vector<u64>& bits) const {
        bits.assign((u64{segment_.documents()} + 63) / 64, 0);
        const u32 documents = segment_.documents();
        keys(first, last, meeting, [&](std::size_t key) {
            for (u64 at = end_of(key), stop = end_of(key + 1); at < stop; ++at) {
                const u32 doc = docs_.first[at];
                if (doc >= documents) throw CorruptFile(segment_.name() + ": a day is mentioned by no article");
                bits[doc / 64] |= u64{1} << (doc % 64);
            }
        });
    }

    // Is this interval of a document filed?
    bool has(u32 doc, const DayInterval& days) const {
        const std::size_t key = lower(DayKey{days.first, days.last, 0}.length_class(), days.first, days.last);
        if (key == keys_.count || keys_.first[key].first != days.first || keys_.first[key].last != days.last) return false;
        return std::binary_search(docs_.begin() + end_of(key), docs_.begin() + end_of(key + 1), doc);
    }

  private:
    static i64 longest(u32 length_class) { return i64{1} << length_class; }

    // Entries before key `index` of the directory.
    u64 end_of(std::size_t index) const {
        const u64 end = index ? keys_.first[index - 1].end : 0;
        if (end > docs_.count) throw CorruptFile(segment_.name() + ": the index of days ends beyond its end");
        return end;
    }

    std::size_t lower(u32 length_class, i64 first, i64 last = INT64_MIN) const {
        const std::tuple<u32, i64, i64> wanted(length_class, first, last);
        const DayKey* found = std::partition_point(keys_.begin(), keys_.end(), [&](const DayKey& key) {
            return std::tuple<u32, i64, i64>(key.length_class(), key.first, key.last) < wanted;
        });
        return static_cast<std::size_t>(found - keys_.begin());
    }

    // Each key of the directory that meets the days so.
    template <class Each>
    void keys(i32 first, i32 last, Meeting meeting, Each each) const {
        if (first > last) return;
        for (std::size_t key = 0; key < keys_.count;) {
            const u32 length_class = keys_.first[key].length_class();
            const i64 low = meeting == Meeting::OVERLAP ? i64{first} - longest(length_class) + 1 : i64{first};
            const i64 high = meeting == Meeting::EXACT ? first : last;
            const std::size_t end = lower(length_class, high + 1);
            for (std::size_t at = lower(length_class, low); at < end; ++at)
                if (meets({keys_.first[at].first, keys_.first[at].last}, first, last, meeting)) each(at);
            const std::size_t next = lower(length_class + 1, INT64_MIN);
            if (next <= key) throw CorruptFile(segment_.name() + ": the index of days is not in order");
            key = next;
        }
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
        indexed_ = index.count(first, last, meeting) <= u64{segment.documents()} * MOST;
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
