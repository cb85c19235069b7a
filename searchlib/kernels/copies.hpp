// Which articles are copies of this one? Fingerprints of the articles published at about the same time are held against its own.
#pragma once
#include "segment.hpp"

namespace searchlib {

struct Copy {
    u32 segment, doc, agreement;
};

// Live documents, but for the one itself, whose fingerprint agrees in at least `least` bins and that were published at most
// `days` days before or after it. Where a day is not known, it is no reason against.
inline std::vector<Copy> copies_of(const std::vector<const Segment*>& segments, u32 segment, u32 doc, u32 least, i32 days) {
    std::vector<Copy> found;
    const Fingerprint wanted = segments[segment]->fingerprint(doc);
    if (wanted.none()) return found;
    const i32 day = segments[segment]->day(doc);
    for (u32 s = 0; s < segments.size(); ++s) {
        const Segment& other = *segments[s];
        auto look = [&](u32 low, u32 high) {
            for (u32 d = low; d < high; ++d) {
                const u32 same = agreement(wanted, other.fingerprint(d));
                if (same >= least && !(s == segment && d == doc) && !other.is_deleted(d)) found.push_back({s, d, same});
            }
        };
        if (day == NO_DAY) {
            look(0, other.documents());
            continue;
        }
        u32 low, high, undated, end;
        other.day_range(day - days, day + days, low, high);
        other.day_range(NO_DAY, NO_DAY, undated, end);
        look(low, high);
        look(undated, other.documents());
    }
    return found;
}

}  // namespace searchlib
