// Of which days do the matching articles speak? Articles by the day, week, month … that a mention lies in as a whole.
//
// A mention of more than one bucket (a decade, where months are counted) counts in none: spread over all of them it would
// make spikes that nobody wrote. An article counts once in a bucket, however often it speaks of it.
#pragma once
#include "facets.hpp"

namespace searchlib {

struct MentionHistogram {
    std::map<i32, u64> counts;  // by the first day of the bucket
    u64 without = 0;            // articles that speak of no day, or only of stretches that are longer than a bucket

    void add(const Segment& segment, Span<u64> bits, Unit unit) {
        std::vector<i32> buckets;
        each_bit(bits, [&](u32 doc) {
            if (doc >= segment.documents()) return;
            buckets.clear();
            for (const DayInterval& days : segment.dates(doc)) {
                if (days.last - i64{days.first} > 366) continue;
                const i32 bucket = bucket_of(days.first, unit);
                if (days.first == days.last || bucket_of(days.last, unit) == bucket) buckets.push_back(bucket);
            }
            std::sort(buckets.begin(), buckets.end());
            buckets.erase(std::unique(buckets.begin(), buckets.end()), buckets.end());
            for (i32 bucket : buckets) ++counts[bucket];
            without += buckets.empty();
        });
    }
};

}  // namespace searchlib
