// Which days does a TIMEX3 value stand for, and which value does a stretch of days have? Plain calendar arithmetic.
#pragma once
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "calendar.hpp"

namespace searchlib::dates {

using namespace std::string_view_literals;

constexpr int FIRST_YEAR = 1500, LAST_YEAR = 2100;  // that news may speak of

// A day of the Gregorian calendar, numbered as Python's ordinals (1 is 1 January of the year 1), or none.
struct Day {
    int ordinal = 0, year = 0, month = 0, day = 0;

    explicit operator bool() const { return ordinal != 0; }
    int weekday() const { return (ordinal + 6) % 7; }  // 0 is Monday
    int quarter() const { return (month + 2) / 3; }
    friend bool operator==(const Day& a, const Day& b) { return a.ordinal == b.ordinal; }
    friend auto operator<=>(const Day& a, const Day& b) { return a.ordinal <=> b.ordinal; }

    static Day numbered(int ordinal) {
        if (ordinal < 1 || ordinal > LAST_CALENDAR_DAY) return {};
        const std::chrono::year_month_day ymd = calendar_day(ordinal);
        return {ordinal, int(ymd.year()), int(unsigned(ymd.month())), int(unsigned(ymd.day()))};
    }
    static Day of(int year, int month, int day) {
        using namespace std::chrono;
        if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return {};
        const year_month_day ymd{std::chrono::year{year}, std::chrono::month(unsigned(month)), std::chrono::day(unsigned(day))};
        if (!ymd.ok()) return {};
        return {day_number(ymd), year, month, day};
    }
};

// The first and last day of a stretch; none where the calendar lacks one of them.
struct Days {
    Day first{}, last{};
    Days() = default;
    Days(Day from, Day to) {
        if (from && to) first = from, last = to;
    }
    explicit operator bool() const { return bool(first); }
};

inline Day later(Day day, int count) { return day ? Day::numbered(day.ordinal + count) : Day{}; }

// The day, if there is such a day in a year that news may speak of.
inline Day day_of(int year, int month, int day) { return year < FIRST_YEAR || year > LAST_YEAR ? Day{} : Day::of(year, month, day); }

inline Days month_days(int year, int month) {
    const Day first = Day::of(year, month, 1);
    return {first, first ? later(Day::of(year + month / 12, month % 12 + 1, 1), -1) : Day{}};
}
inline Days year_days(int year, int years = 1) { return {Day::of(year, 1, 1), Day::of(year + years - 1, 12, 31)}; }

inline std::string padded(int number, std::size_t width) {
    std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}
inline std::string told(Day day) { return padded(day.year, 4) + "-" + padded(day.month, 2) + "-" + padded(day.day, 2); }

// The Monday of an ISO week; none where the year has no such week.
inline Day monday_of(int year, int week) {
    const Day fourth = Day::of(year, 1, 4), after = Day::of(year + 1, 1, 4);
    if (!fourth || week < 1) return {};
    const int monday = fourth.ordinal - fourth.weekday() + 7 * (week - 1);
    const int end = after ? after.ordinal - after.weekday() : fourth.ordinal - fourth.weekday() + 7 * 52;
    return monday < end ? Day::numbered(monday) : Day{};
}

// The ISO week that a day is in, such as 2024-W09.
inline std::string week_value(Day day) {
    const int thursday = day.ordinal - day.weekday() + 3;
    const int first = Day::of(day.year, 1, 1).ordinal, last = Day::of(day.year, 12, 31).ordinal;
    const int year = day.year + (thursday > last) - (thursday < first);
    const int begins = thursday > last ? last + 1 : thursday < first ? Day::of(year, 1, 1).ordinal : first;
    return padded(year, 4) + "-W" + padded((thursday - begins) / 7 + 1, 2);
}

// The day `count` units (D, W, M, Y) later; the last of the month where the day does not exist there.
inline Day shifted(Day day, int count, char unit) {
    if (!day) return {};
    if (unit == 'D' || unit == 'W') {
        if (count < -LAST_CALENDAR_DAY || count > LAST_CALENDAR_DAY) return {};
        const Day moved = later(day, count * (unit == 'W' ? 7 : 1));
        return moved && moved.year >= FIRST_YEAR && moved.year <= LAST_YEAR ? moved : Day{};
    }
    const std::int64_t months = std::int64_t{day.year} * 12 + day.month - 1 + std::int64_t{count} * (unit == 'Y' ? 12 : 1);
    if (months < FIRST_YEAR * 12 || months >= (LAST_YEAR + 1) * 12) return {};
    const Day last = month_days(int(months / 12), int(months % 12) + 1).last;
    return Day::of(last.year, last.month, std::min(day.day, last.day));
}

// --- values -------------------------------------------------------------------------------------------------------------

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }
// A run of digits as a number; 0 for anything else.
inline int number_in(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

inline int season_month(std::string_view letters) {
    return letters == "SP" ? 3 : letters == "SU" ? 6 : letters == "FA" ? 9 : letters == "WI" ? 12 : 0;
}
inline std::string_view season_letters(std::string_view name) {
    return name == "spring" ? "SP" : name == "summer" ? "SU" : name == "winter" ? "WI" : "FA";
}

inline Days days_of_week(int year, std::string_view week) {  // 09, 09-WE, 09-3, 09-WE-3
    if (week.size() < 2 || !is_number(week.substr(0, 2))) return {};
    const Day monday = monday_of(year, number_in(week.substr(0, 2)));
    week.remove_prefix(2);
    const bool weekend = week.starts_with("-WE");
    if (weekend) week.remove_prefix(3);
    if (week.size() == 2 && week[0] == '-' && week[1] >= '1' && week[1] <= '7') {
        const Day day = later(monday, week[1] - '1');
        return {day, day};
    }
    return week.empty() ? Days{later(monday, weekend ? 5 : 0), later(monday, 6)} : Days{};
}

// Does a TIMEX3 value begin with a year, and is it a month or quarter of one?
inline bool is_year(std::string_view value) { return value.size() >= 4 && is_number(value.substr(0, 4)); }
inline bool is_month(std::string_view value) { return value.size() == 7 && is_year(value) && value[4] == '-' && is_number(value.substr(5)); }
inline bool is_quarter(std::string_view value) { return value.size() == 7 && is_year(value) && value[5] == 'Q'; }

// The first and last day of a TIMEX3 value; none when it has none, as PAST_REF or XXXX-10.
inline Days days_of(std::string_view value) {
    if (const std::size_t slash = value.find('/'); slash != value.npos) {
        const Days low = days_of(value.substr(0, slash)), high = days_of(value.substr(slash + 1));
        return low && high && low.first <= high.last ? Days{low.first, high.last} : Days{};
    }
    if (value.size() == 2 && is_number(value)) return year_days(number_in(value) * 100, 100);
    if (value.size() == 3 && is_number(value)) return year_days(number_in(value) * 10, 10);
    if (value.size() < 4 || !is_number(value.substr(0, 4))) return {};
    const int year = number_in(value.substr(0, 4));
    if (value.size() == 4) return year_days(year);
    if (value[4] != '-') return {};
    const std::string_view rest = value.substr(5);
    if (rest.size() > 2 && rest[0] == 'W') return days_of_week(year, rest.substr(1));
    if (rest.size() == 2) {
        const int digit = rest[1] - '0';
        if (is_number(rest)) return month_days(year, number_in(rest));
        if (rest[0] == 'Q' && digit >= 1 && digit <= 4) return {Day::of(year, 3 * digit - 2, 1), month_days(year, 3 * digit).last};
        if (rest[0] == 'H' && (digit == 1 || digit == 2)) return {Day::of(year, 6 * digit - 5, 1), month_days(year, 6 * digit).last};
        const int month = season_month(rest);
        return month ? Days{Day::of(year, month, 1), month_days(year + (month == 12), (month + 1) % 12 + 1).last} : Days{};
    }
    const bool whole = rest.size() == 5 || (rest.size() > 5 && rest[5] == 'T');
    if (!whole || rest[2] != '-' || !is_number(rest.substr(0, 2)) || !is_number(rest.substr(3, 2))) return {};
    const Day day = Day::of(year, number_in(rest.substr(0, 2)), number_in(rest.substr(3, 2)));
    return {day, day};
}

// The early, middle or late third of a stretch of days.
inline Days part_of(Days days, std::string_view word) {
    const int third = (days.last.ordinal - days.first.ordinal + 1) / 3;
    if (!third) return days;  // a day or a weekend has no thirds
    if (word == "early") return {days.first, later(days.first, third - 1)};
    if (word == "late") return {later(days.first, 2 * third), days.last};
    if (word == "mid") return {later(days.first, third), later(days.first, 2 * third - 1)};
    return days;
}

}  // namespace searchlib::dates
