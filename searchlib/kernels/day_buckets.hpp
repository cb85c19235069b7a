// In which stretches are days counted? Days, weeks, months, quarters and years: where each begins, its number, its label.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "calendar.hpp"
#include "sections.hpp"

namespace searchlib {

enum class Unit : u8 { DAY, WEEK, MONTH, QUARTER, YEAR };

struct YearMonth {
    i32 year, month;
};
inline YearMonth year_month_of(i32 day) {
    const std::chrono::year_month_day at = calendar_day(day);
    return {static_cast<int>(at.year()), static_cast<i32>(static_cast<unsigned>(at.month()))};
}
inline i32 first_day_of(i32 year, i32 month) {
    return day_number(std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / 1);
}

// The first day of the day, week (from Monday), month, quarter or year that a day lies in.
inline i32 bucket_of(i32 day, Unit unit) {
    day = std::clamp(day, 1, LAST_CALENDAR_DAY);  // others are in no file that searchlib wrote
    if (unit == Unit::DAY) return day;
    if (unit == Unit::WEEK) return day - (((day - 1) % 7) + 7) % 7;  // day 1 was a Monday
    const YearMonth at = year_month_of(day);
    if (unit == Unit::YEAR) return first_day_of(at.year, 1);
    return first_day_of(at.year, unit == Unit::MONTH ? at.month : (at.month - 1) / 3 * 3 + 1);
}

// Numbers a bucket, by its first day, so that the next one's number is the next.
inline i32 bucket_number(i32 first, Unit unit) {
    if (unit == Unit::DAY) return first;
    if (unit == Unit::WEEK) return (first - 1) / 7;
    const YearMonth at = year_month_of(first);
    if (unit == Unit::YEAR) return at.year;
    return unit == Unit::MONTH ? at.year * 12 + at.month - 1 : at.year * 4 + (at.month - 1) / 3;
}

inline i32 first_of_bucket(i32 number, Unit unit) {
    if (unit == Unit::DAY) return number;
    if (unit == Unit::WEEK) return number * 7 + 1;
    if (unit == Unit::YEAR) return first_day_of(number, 1);
    return unit == Unit::MONTH ? first_day_of(number / 12, number % 12 + 1) : first_day_of(number / 4, number % 4 * 3 + 1);
}

inline i32 last_of_bucket(i32 first, Unit unit) {
    return std::min(first_of_bucket(bucket_number(first, unit) + 1, unit) - 1, LAST_CALENDAR_DAY);
}

// What a bucket is called: 2024-02-29, 2024-W09 (as ISO 8601 counts weeks), 2024-02, 2024-Q1 or 2024.
inline std::string bucket_label(i32 first, Unit unit) {
    std::string label;
    const auto put = [&](const char* before, i32 number, std::size_t width) {
        label += before;
        label.append(width, '0');
        for (std::size_t at = label.size(); number; number /= 10) label[--at] = static_cast<char>('0' + number % 10);
    };
    if (unit == Unit::WEEK) {
        const i32 thursday = first + 3, year = year_month_of(thursday).year;  // the year in which most of the week lies
        put("", year, 4);
        put("-W", (thursday - first_day_of(year, 1)) / 7 + 1, 2);
        return label;
    }
    const YearMonth at = year_month_of(first);
    put("", at.year, 4);
    if (unit == Unit::QUARTER) put("-Q", (at.month + 2) / 3, 1);
    if (unit == Unit::MONTH || unit == Unit::DAY) put("-", at.month, 2);
    if (unit == Unit::DAY) put("-", first - first_day_of(at.year, at.month) + 1, 2);
    return label;
}

struct DayCount {
    i32 first;
    u64 count;
};

// Puts the empty buckets between the others, but for rows of more than `most_empty`; none where there would be more than `most`.
inline std::vector<DayCount> with_empty_buckets(const std::vector<DayCount>& counted, Unit unit, i64 most_empty, i64 most) {
    std::vector<i32> numbers;
    for (const DayCount& one : counted) numbers.push_back(bucket_number(one.first, unit));
    const auto empty_before = [&](std::size_t at) {
        const i64 gap = at ? i64{numbers[at]} - numbers[at - 1] - 1 : 0;
        return gap <= most_empty ? gap : 0;
    };
    i64 size = static_cast<i64>(counted.size());
    for (std::size_t at = 0; at < counted.size(); ++at) size += empty_before(at);
    if (size > most) return counted;
    std::vector<DayCount> filled;
    for (std::size_t at = 0; at < counted.size(); ++at) {
        for (i64 left = empty_before(at); left > 0; --left)
            filled.push_back({first_of_bucket(numbers[at] - static_cast<i32>(left), unit), 0});
        filled.push_back(counted[at]);
    }
    return filled;
}

}  // namespace searchlib
