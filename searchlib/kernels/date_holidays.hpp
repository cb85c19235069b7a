// On which day is a holiday? Those that English-language news names without a date.
#pragma once
#include "date_days.hpp"

namespace searchlib::dates {

// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, as in Meeus, Astronomical Algorithms).
inline Day easter(int year) {
    const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
    const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    const int moved = modulo(32 + 2 * e + 2 * i - h - k, 7), m = (a + 11 * h + 22 * moved) / 451, day = h + moved - 7 * m + 114;
    return Day::of(year, day / 31, day % 31 + 1);
}

inline Day nth_weekday(int year, int month, int weekday, int number) {
    const Day first = Day::of(year, month, 1);
    return later(first, modulo(weekday - first.weekday(), 7) + 7 * (number - 1));
}

// The day of a holiday in a year; movable ones as the United States keep them.
inline Day holiday_in(const Found& found, int year) {
    struct Fixed {
        std::array<std::string_view, 3> words;
        int month, day;
    };
    static constexpr Fixed FIXED[] = {
        {{"christmas"}, 12, 25},         {{"xmas"}, 12, 25},                {{"christmas", "day"}, 12, 25},      {{"christmas", "eve"}, 12, 24},
        {{"new", "year", "eve"}, 12, 31}, {{"new", "year", "day"}, 1, 1},   {{"halloween"}, 10, 31},             {{"valentine", "day"}, 2, 14},
        {{"independence", "day"}, 7, 4}, {{"veterans", "day"}, 11, 11},     {{"boxing", "day"}, 12, 26},         {{"may", "day"}, 5, 1},
        {{"bastille", "day"}, 7, 14},    {{"st", "patrick", "day"}, 3, 17}, {{"international", "women", "day"}, 3, 8},
        {{"holocaust", "remembrance", "day"}, 1, 27}, {{"earth", "day"}, 4, 22}, {{"anzac", "day"}, 4, 25},      {{"canada", "day"}, 7, 1},
        {{"australia", "day"}, 1, 26},   {{"inauguration", "day"}, 1, 20},  {{"armistice", "day"}, 11, 11},
    };
    static constexpr std::array NO_NAME{"last"sv, "this"sv, "next"sv, "the"sv, "every"sv, "each"sv, "s"sv, "holiday"sv, "holidays"sv, "weekend"sv};
    if (year < 1583 || year > 2200) return {};
    Words name = found.words;
    const bool of_a_year = found.text.ends_with(" year");  // "Christmas last year"
    std::erase_if(name, [&](std::string_view word) {
        return place_in(NO_NAME, word) >= 0 || (of_a_year && word == "year");
    });
    for (const Fixed& fixed : FIXED) {
        const auto end = std::find(fixed.words.begin(), fixed.words.end(), ""sv);
        const auto in_name = [&](std::string_view word) { return any_in(name, {word}); };
        if (end - fixed.words.begin() == std::ssize(name) && std::all_of(fixed.words.begin(), end, in_name)) return Day::of(year, fixed.month, fixed.day);
    }
    auto has = [&](std::string_view word) { return any_in(name, {word}); };
    if (has("black")) return later(nth_weekday(year, 11, 3, 4), 1);
    if (has("palm")) return later(easter(year), -7);
    if (has("ash")) return later(easter(year), -46);
    if (has("mother")) return nth_weekday(year, 5, 6, 2);
    if (has("father")) return nth_weekday(year, 6, 6, 3);
    if (has("easter")) return later(easter(year), has("monday"));
    if (has("friday")) return later(easter(year), -2);
    if (has("thanksgiving")) return nth_weekday(year, 11, 3, 4);
    if (has("labor")) return nth_weekday(year, 9, 0, 1);
    if (has("columbus")) return nth_weekday(year, 10, 0, 2);
    if (has("presidents")) return nth_weekday(year, 2, 0, 3);
    if (has("luther")) return nth_weekday(year, 1, 0, 3);
    if (has("memorial")) return later(nth_weekday(year, 6, 0, 1), -7);
    if (has("election")) return later(nth_weekday(year, 11, 0, 1), 1);
    return {};
}

inline Meaning holiday(const Found& found, Scene& scene) {
    static const TextPattern ITS_YEAR(U" (?:in|of) (\\d{4})\\b"), FIRM(U"[A-Z]\\w* (?:&|and)\\s+$");
    if (FIRM.search(scene.before(14))) return {};  // Challenger, Gray & Christmas
    if (found.has(Part::YEAR)) return of_day(holiday_in(found, found.number(Part::YEAR)), How::absolute);
    const Text after = scene.after(9);
    if (const TextPattern::Match behind = ITS_YEAR.match(after))
        if (const Day day = holiday_in(found, number_in(caught(behind(after, 0))))) return of_day(day, How::absolute);
    const Day now = scene.published;
    if (!now) return unresolved("XXXX-XX-XX");
    Day past, coming;
    for (const int step : {-1, 0, 1}) {
        const Day day = holiday_in(found, now.year + step);
        if (day && day <= now) past = day;
        if (day && day >= now && !coming) coming = day;
    }
    if (found.text.ends_with(" year")) return of_day(holiday_in(found, year_beside(found, now)));
    const std::string_view which = found.one_of({"last", "next"});
    const int away = coming.ordinal - now.ordinal;
    const bool soon = which.empty() && coming && !scene.asking && (away < 40 || (away < 300 && scene.ahead()));
    if (which == "next" || soon) return of_day(coming);
    return of_day(past ? past : coming);
}

}  // namespace searchlib::dates
