// Of which days do the matching articles speak? Articles by the day, week, month … that a mention lies in as a whole.
//
// A mention of more than one bucket (a decade, where months are counted) counts in none: spread over all of them it would
// make spikes that nobody wrote. An article counts once in a bucket, however often it speaks of it: so its buckets are listed,
// each once, when a segment's mentions are first counted in a unit, and counting is one addition for each of them.
#pragma once
#include "facets.hpp"

namespace searchlib {

// The bucket of each usual day, numbered: looked up, where calculating takes most of the time. From a Monday that began a year
// to another, so that no bucket lies across an end.
class UsualDays {
  public:
    static constexpr i32 FIRST = 693'596, END = 767'740;  // 1900 up to 2103

    static const UsualDays& in(Unit unit) {
        static const UsualDays units[] = {UsualDays(Unit::DAY), UsualDays(Unit::WEEK), UsualDays(Unit::MONTH), UsualDays(Unit::QUARTER), UsualDays(Unit::YEAR)};
        return units[static_cast<u8>(unit)];
    }
    static bool hold(i32 day) { return day >= FIRST && day < END; }
    // The first day of a usual day's bucket.
    i32 bucket(i32 day) const { return buckets_[static_cast<std::size_t>(day - FIRST)]; }

  private:
    explicit UsualDays(Unit unit) {
        for (i32 day = FIRST; day < END; ++day) buckets_.push_back(bucket_of(day, unit));
    }
    std::vector<i32> buckets_;
};

// Days of the calendar, numbered in order: of a set of them, the k-th is number k.
class DayNumbers {
  public:
    DayNumbers() : bits_(LAST_CALENDAR_DAY / 64 + 1) {}
    void insert(i32 day) { bits_[place(day) / 64] |= u64{1} << (place(day) % 64); }
    // Numbers what was inserted; gives the days in order.
    std::vector<i32> number() {
        std::vector<i32> days;
        for (std::size_t w = 0; w < bits_.size(); ++w) {
            before_.push_back(static_cast<u32>(days.size()));
            for (u64 left = bits_[w]; left; left &= left - 1) days.push_back(static_cast<i32>(w * 64) + std::countr_zero(left));
        }
        return days;
    }
    u32 of(i32 day) const {
        const u64 below = bits_[place(day) / 64] & ((u64{1} << (place(day) % 64)) - 1);
        return before_[place(day) / 64] + static_cast<u32>(std::popcount(below));
    }

  private:
    static std::size_t place(i32 day) { return static_cast<std::size_t>(day); }
    std::vector<u64> bits_;
    std::vector<u32> before_;
};

struct MentionCounts {
    std::vector<i32> days;  // the first ones of the buckets that an article speaks of, in order
    std::vector<u64> counts;
    u64 without = 0;  // articles that speak of no day, or only of stretches that are longer than a bucket
};

class MentionTable {
  public:
    MentionTable(const Segment& segment, Unit unit) : silent_((segment.documents() + std::size_t{63}) / 64) {
        std::vector<i32> firsts, here;
        DayNumbers numbers;
        for (u32 doc = 0; doc < segment.documents(); ++doc) {
            here.clear();
            for (const DayInterval& days : segment.dates(doc))
                if (i32 first; in_one_bucket(days, unit, first)) here.push_back(first);
            std::sort(here.begin(), here.end());
            here.erase(std::unique(here.begin(), here.end()), here.end());
            if (here.empty()) silent_[doc / 64] |= u64{1} << (doc % 64);
            for (i32 first : here) numbers.insert(first);
            firsts.insert(firsts.end(), here.begin(), here.end());
            lists_.ends.push_back(static_cast<u32>(firsts.size()));
        }
        days_ = numbers.number();
        lists_.numbers.reserve(firsts.size());
        for (i32 first : firsts) lists_.numbers.push_back(numbers.of(first));
    }

    // Adds the documents whose bit is set to what was counted in other segments.
    void count(Span<u64> bits, MentionCounts& sum) const {
        std::vector<u32> counts(days_.size());
        lists_.count(bits, counts);
        for (std::size_t w = 0; w < std::min(bits.count, silent_.size()); ++w)
            sum.without += static_cast<u64>(std::popcount(bits.first[w] & silent_[w]));
        MentionCounts merged;
        std::size_t at = 0;
        auto take_before = [&](i32 day) {
            for (; at < sum.days.size() && sum.days[at] < day; ++at) {
                merged.days.push_back(sum.days[at]);
                merged.counts.push_back(sum.counts[at]);
            }
        };
        for (std::size_t bucket = 0; bucket < counts.size(); ++bucket) {
            if (!counts[bucket]) continue;
            take_before(days_[bucket]);
            const bool is_known = at < sum.days.size() && sum.days[at] == days_[bucket];
            merged.days.push_back(days_[bucket]);
            merged.counts.push_back(counts[bucket] + (is_known ? sum.counts[at++] : 0));
        }
        take_before(INT32_MAX);
        sum.days = std::move(merged.days);
        sum.counts = std::move(merged.counts);
    }

  private:
    static bool in_one_bucket(const DayInterval& days, Unit unit, i32& first) {
        if (UsualDays::hold(days.first) && UsualDays::hold(days.last)) {
            first = UsualDays::in(unit).bucket(days.first);
            return UsualDays::in(unit).bucket(days.last) == first;
        }
        if (days.last - i64{days.first} > 366) return false;
        first = bucket_of(days.first, unit);
        return days.first == days.last || bucket_of(days.last, unit) == first;
    }

    std::vector<i32> days_;    // the first day of each bucket, in order
    Lists lists_;              // numbers of the buckets of each document
    std::vector<u64> silent_;  // documents that have none, as bits
};

}  // namespace searchlib
