// Of which days do the matching articles speak? Articles by the day, week, month … that a mention lies in as a whole.
//
// A mention of more than one bucket (a decade, where months are counted) counts in none: spread over all of them it would
// make spikes that nobody wrote. An article counts once in a bucket, however often it speaks of it.
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
    u32 bucket(i32 day) const { return buckets_[static_cast<std::size_t>(day - FIRST)]; }
    i32 first_day(u32 bucket) const { return firsts_[bucket]; }
    std::size_t size() const { return firsts_.size(); }

  private:
    explicit UsualDays(Unit unit) {
        for (i32 day = FIRST; day < END; ++day) {
            if (const i32 first = bucket_of(day, unit); firsts_.empty() || firsts_.back() != first) firsts_.push_back(first);
            buckets_.push_back(static_cast<u32>(firsts_.size() - 1));
        }
    }
    std::vector<u32> buckets_;
    std::vector<i32> firsts_;
};

struct MentionHistogram {
    std::map<i32, u64> counts;  // by the first day of the bucket
    u64 without = 0;            // articles that speak of no day, or only of stretches that are longer than a bucket

    void add(const Segment& segment, Span<u64> bits, Unit unit) {
        const UsualDays& usual = UsualDays::in(unit);
        std::vector<u32> usual_counts(usual.size()), counted_for(usual.size());  // and the last document, plus 1, that was counted
        std::vector<i32> others;
        each_bit(bits, [&](u32 doc) {
            if (doc >= segment.documents()) return;
            bool any = false;
            others.clear();
            for (const DayInterval& days : segment.dates(doc)) {
                if (UsualDays::hold(days.first) && UsualDays::hold(days.last)) {
                    const u32 bucket = usual.bucket(days.first);
                    if (usual.bucket(days.last) != bucket) continue;
                    any = true;
                    usual_counts[bucket] += counted_for[bucket] != doc + 1;
                    counted_for[bucket] = doc + 1;
                } else if (days.last - i64{days.first} <= 366) {
                    const i32 bucket = bucket_of(days.first, unit);
                    if (days.first == days.last || bucket_of(days.last, unit) == bucket) others.push_back(bucket);
                }
            }
            std::sort(others.begin(), others.end());
            others.erase(std::unique(others.begin(), others.end()), others.end());
            for (i32 bucket : others) ++counts[bucket];
            without += !any && others.empty();
        });
        for (u32 bucket = 0; bucket < usual_counts.size(); ++bucket)
            if (usual_counts[bucket]) counts[usual.first_day(bucket)] += usual_counts[bucket];
    }
};

}  // namespace searchlib
