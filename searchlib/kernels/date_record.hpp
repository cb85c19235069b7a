// How does a store write the mentions of days that were found in a text?
#pragma once
#include "date_ranges.hpp"
#include "found_record.hpp"

namespace searchlib::dates {

constexpr std::string_view KINDS[] = {"DATE", "TIME", "DURATION", "SET"};
constexpr std::string_view HOWS[] = {"absolute", "relative", "anaphoric", "unresolved"};
constexpr u64 HAS_DAYS = 16, VALUE_IS_THE_DAY = 32;

// How many; of each: how far its beginning is from that of the one before, how long it is, its kind and how it was resolved (two
// bits each) with the two flags above; with days, how far its first is from the one before, and its last from its first; how many
// bytes of strings are its value, unless that is the day.
inline std::string as_record(const std::vector<Mention>& mentions) {
    FoundRecord record;
    record.number(mentions.size());
    i64 start = 0, day = FIRST_DAY_OF_1970;
    for (const Mention& one : mentions) {
        const Reading& reading = one.reading;
        const i64 first = reading.days.first.ordinal, last = reading.days.last.ordinal;
        const bool is_the_day = first && first == last && reading.value == told(reading.days.first);
        record.difference(static_cast<i64>(one.start) - start);
        record.number(one.end - one.start);
        record.number(static_cast<u64>(reading.kind) | static_cast<u64>(reading.how) << 2 | (first ? HAS_DAYS : 0) | (is_the_day ? VALUE_IS_THE_DAY : 0));
        if (first) {
            record.difference(first - day);
            record.difference(last - first);
            day = first;
        }
        if (!is_the_day) {
            record.number(reading.value.size());
            record.string(reading.value);
        }
        start = static_cast<i64>(one.start);
    }
    return record.part('d');
}

}  // namespace searchlib::dates
