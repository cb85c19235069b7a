// What is said in full: days, months, quarters and years with their year, decades, centuries.
#pragma once
#include "date_numbers.hpp"
#include "date_scene.hpp"

namespace searchlib::dates {

// "early", "mid" or "late", as the words say it.
inline std::string_view part_word(const Found& found) {
    const std::string_view word = found.one_of({"early", "beginning", "start", "late", "end", "close", "mid", "middle", "latter"});
    if (word == "beginning" || word == "start") return "early";
    if (word == "end" || word == "close" || word == "latter") return "late";
    return word == "middle" ? "mid"sv : word;
}

// A DATE whose value says its days; "early" and "late" narrow them.
inline Meaning absolute(std::string value, How how = How::absolute, const Found* found = nullptr) {
    Days days = days_of(value);
    if (!days) return {};
    if (found)
        if (const std::string_view part = part_word(*found); !part.empty()) days = part_of(days, part);
    return Reading{Kind::date, std::move(value), how, days};
}
inline Meaning absolute(std::string value, const Found& found) { return absolute(std::move(value), How::absolute, &found); }
inline Meaning relative(std::string value, const Found* found = nullptr) { return absolute(std::move(value), How::relative, found); }
inline Meaning of_day(Day day, How how = How::relative) {
    return day ? Meaning(Reading{Kind::date, told(day), how, {day, day}}) : Meaning();
}
inline Reading unresolved(std::string value, Kind kind = Kind::date) { return {kind, std::move(value), How::unresolved, {}, false}; }

inline int day_number(const Found& found) { return found.has(Part::DAY) ? found.number(Part::DAY) : ordinal_of(found.get(Part::ORDINAL)); }

inline std::string joined(int year, std::string_view separator, int number) {
    return std::to_string(year).append(separator).append(padded(number, 2));
}
inline std::string any_year(int month) { return "XXXX-" + padded(month, 2); }
inline std::string any_year(int month, int day) { return any_year(month) + "-" + padded(day, 2); }

// The year of "this year", "last year", "next year".
inline int year_beside(const Found& found, Day published) {
    auto says = [&](std::string_view words) { return found.text.find(words) != std::string::npos; };
    return published.year - says("last year") + says("next year");
}

inline Meaning full_day(const Found& found, Scene& scene) {
    const int month = month_of(found), number = day_number(found);
    if (found.has(Part::YEAR)) return of_day(day_of(found.number(Part::YEAR), month, number), How::absolute);
    if (!scene.published) return Reading{Kind::date, any_year(month, number), How::unresolved};
    return of_day(day_of(year_beside(found, scene.published), month, number));
}

inline Meaning iso_day(const Found& found, Scene&) {
    // A day below 13 is a MONTHNUMBER as well: both classes are figures in the order of the text.
    int numbers[3] = {}, sizes[3] = {}, count = 0;
    for (std::size_t at = 0; at < found.text.size(); ++at) {
        if (!is_digit(found.text[at])) continue;
        if (at && !is_digit(found.text[at - 1])) ++count;
        if (count > 2) break;
        numbers[count] = numbers[count] * 10 + (found.text[at] - '0');
        ++sizes[count];
    }
    return sizes[1] == 2 && sizes[2] == 2 ? of_day(day_of(numbers[0], numbers[1], numbers[2]), How::absolute) : Meaning();
}

inline Meaning iso_moment(const Found& found, Scene&) {
    const std::string_view text = found.text;
    const std::size_t parts = std::min(text.find_first_of(" t"), text.size()), first = text.find('-'), second = text.find('-', first + 1);
    const Day day = day_of(number_in(text.substr(0, first)), number_in(text.substr(first + 1, second - first - 1)), number_in(text.substr(second + 1)));
    if (!day) return {};
    const std::string_view time = text.substr(parts + 1);
    const std::size_t colon = time.find(':');
    const std::string_view minute = time.substr(colon + 1, time.find(':', colon + 1) - colon - 1);
    return Reading{Kind::time, told(day) + "T" + padded(number_in(time.substr(0, colon)), 2) + ":" + std::string(minute), How::absolute, {day, day}};
}

// Whether 7/10/2023 is in October, as one of its days, or July, as the other: as the text's country, its day of publication or other days
// of it tell, else in October where an English text speaks from outside the United States.
inline bool is_day_first(Day by_day, Day by_month, const Scene& scene) {
    static const TextPattern ELSEWHERE(U"\\b(?:UK|British|London|Australia|Sydney|India|Delhi|Ireland|Dublin)\\b");
    if (scene.order != Order::by_the_text) return scene.order == Order::day_first;
    if (const Day now = scene.published) {  // "12/09/2016" in an issue of 9 December
        const int apart = std::abs(by_day.ordinal - now.ordinal), other = std::abs(by_month.ordinal - now.ordinal);
        if (std::min(apart, other) < 3 && std::max(apart, other) > 20) return apart < other;
    }
    // Another day of the text may tell: 15/04/2003 has no fifteenth month.
    static const TextPattern DAY_FIRST(U"\\b(?:1[3-9]|2\\d|3[01])/(?:0?[1-9]|1[0-2])/\\d"), MONTH_FIRST(U"\\b(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\\d|3[01])/\\d");
    const Text around = slice(scene.text, static_cast<std::ptrdiff_t>(scene.start) - 2000, scene.end + 2000);
    const bool day_first = bool(DAY_FIRST.search(around));
    if (day_first != bool(MONTH_FIRST.search(around))) return day_first;
    return bool(ELSEWHERE.search(scene.text.substr(0, 2000)));
}

inline int year_of_short(std::string_view digits, const Scene& scene) {
    const int latest = (scene.published ? scene.published.year : 2029) + 20;
    const int year = latest - latest % 100 + number_in(digits);
    return year <= latest ? year : year - 100;
}

inline Meaning slashed_day(const Found& found, Scene& scene) {
    const int first = found.number(Part::DAY), second = found.number(Part::DAY, 1);
    const int year = found.has(Part::YEAR) ? found.number(Part::YEAR) : year_of_short(found.get(Part::SHORTYEAR), scene);
    const Day by_month = day_of(year, first, second), by_day = day_of(year, second, first);
    if (!by_month || !by_day) return of_day(by_month ? by_month : by_day, How::absolute);
    return of_day(is_day_first(by_day, by_month, scene) ? by_day : by_month, How::absolute);
}

inline Meaning dotted_day(const Found& found, Scene&) {
    return of_day(day_of(found.number(Part::YEAR), found.number(Part::DAY, 1), found.number(Part::DAY)), How::absolute);
}

inline Meaning compact_day(const Found& found, Scene&) {
    const std::string_view text = found.text;
    const int year = number_in(text.substr(0, 4));
    if (year < 1900 || year > 2100) return {};
    return of_day(day_of(year, number_in(text.substr(4, 2)), number_in(text.substr(6))), How::absolute);
}

inline int written_year(const Found& found) {
    const std::string_view text = found.text;
    const std::size_t head = text.find("year ");
    const std::string_view rest = head == text.npos || head + 5 == text.size() ? text : text.substr(head + 5);
    const std::string_view month = month_name(found);
    Words words = letter_runs(rest);
    std::erase_if(words, [&](std::string_view word) {
        return word == "the" || word == "year" || word == "s" || (!month.empty() && word.starts_with(month));
    });
    if (any_in(words, {"thousand"})) return 2000 + number_of_words({words.begin() + std::min<std::ptrdiff_t>(2, std::ssize(words)), words.end()});
    if (words.empty()) return 0;
    const int century = words[0] == "eighteen" ? 1800 : words[0] == "nineteen" ? 1900 : words[0] == "twenty" ? 2000 : 0;
    Words behind(words.begin() + 1, words.end());
    const bool hundred = any_in(words, {"hundred"});
    std::erase(behind, "hundred"sv);
    const int number = number_of_words(behind);
    // "nineteen ninety-six" and "nineteen five" ("oh five"), but "twenty four" is a number.
    return !century || (number < 10 && !hundred) ? 0 : century + number;
}

inline Meaning month_year(const Found& found, Scene& scene) {
    const int month = month_of(found);
    if (found.has(Part::YEAR)) return absolute(joined(found.number(Part::YEAR), "-", month), found);
    if (found.has("last") || found.has("this") || found.has("next")) {
        if (!scene.published) return Reading{Kind::date, any_year(month), How::unresolved};
        return relative(joined(year_beside(found, scene.published), "-", month), &found);
    }
    return absolute(joined(written_year(found), "-", month), found);
}

inline Meaning year_month(const Found& found, Scene&) {
    return absolute(joined(found.number(Part::YEAR), "-", found.number(Part::MONTHNUMBER)));
}

inline Meaning iso_week(const Found& found, Scene&) {
    return absolute(std::string(found.get(Part::YEAR)) + "-W" + std::string(found.get(Part::SHORTYEAR)));
}

inline bool stands_as_year(int number, const Scene& scene) {
    static const TextPattern BEFORE(
        U"\\b(?:in|since|of|by|from|until|till|to|during|before|after|for|and|through|the|or|between|around|about|as|early|late|"
        U"mid|than|into|year|summer|winter|spring|autumn|fall|circa|c\\.?|back|on|at|over|beyond|through(?:out)?|versus|vs\\.?|"
        U"this|that|its|their|his|her|our|both|election|elections|olympics|world cup|season)[\\s(,]*$|[(;,\\[–—-]\\s*$|^\\s*$|\\n\\s*$",
        true);
    // "the 2012 election", "Nov. 2012": any year near that of publication is one.
    return (1900 <= number && number <= (scene.published ? scene.published.year + 15 : 2050)) || BEFORE.search(scene.before());
}

inline Meaning year(const Found& found, Scene& scene) {
    static const TextPattern COUNTED(
        U"\\s*(?:%|percent|per cent|people|dollars|euros|pounds|troops|soldiers|shares|points|jobs|miles|kilometers|kilometres|"
        U"feet|meters|metres|tons|tonnes|workers|members|students|deaths|cases|votes|homes|employees|million|billion|GMT|UTC|"
        U"hours|residents|civilians|men|women|children|cars|units|barrels|[a-z]+ (?:people|workers|troops|soldiers))\\b|\\s*[%°]| \\d{3} \\d{3}");
    int number = found.number(Part::YEAR);
    if (found.has(Part::YEAR)) {
        const bool alone = found.text == found.get(Part::YEAR);
        if (alone && !scene.asking && (!stands_as_year(number, scene) || COUNTED.match(scene.after()))) return {};
    } else {
        number = written_year(found);
        if (!number) return {};
    }
    const bool of_a_quarter = found.has("quarter");
    if (found.has("period") || of_a_quarter) {
        const std::string& last = !scene.compared.empty() || !of_a_quarter ? scene.compared : scene.quarter;
        return last.empty() ? absolute(std::to_string(number)) : absolute(std::to_string(number) + "-" + last.substr(5), How::anaphoric);
    }
    return absolute(std::to_string(number), found);
}

// "in '14"
inline Meaning short_year(const Found& found, Scene& scene) {
    static const TextPattern BEFORE(U"\\b(?:in|of|since|by|from|until|during|before|after) $", true);
    static const TextPattern AFTER(U"[\\w'’-]| (?:percent|per cent|million|billion|people)\\b");
    if (!BEFORE.search(scene.before(8)) || AFTER.match(scene.after(9))) return {};
    return absolute(std::to_string(year_of_short(found.get(Part::SHORTYEAR), scene)));
}

inline Meaning year_range(const Found& found, Scene& scene) {
    static const TextPattern OF_YEARS(U" (?:recession|crisis|crash|downturn|slump|season|war|term|period|budget|plan|financial|global|economic|banking|housing)\\b");
    const std::string first(found.get(Part::YEAR)), digits(found.get(Part::SHORTYEAR));
    std::string second(found.get(Part::YEAR, 1));
    if (second.empty()) {
        second = first.substr(0, 2) + digits;
        if (!OF_YEARS.match(scene.after(12)) && number_in(digits) <= 12 && number_in(first) > 1999 && number_in(second) != number_in(first) + 1) return absolute(first + "-" + digits);
    }
    return number_in(second) <= number_in(first) ? Meaning() : absolute(first + "/" + second);
}

inline Meaning decade(const Found& found, Scene& scene) {
    static constexpr std::array DECADES{"twenties"sv, "thirties"sv, "forties"sv, "fifties"sv, "sixties"sv, "seventies"sv, "eighties"sv, "nineties"sv};
    const std::string_view whole = found.get(Part::YEAR), digits = found.get(Part::SHORTYEAR);
    if (!whole.empty()) return whole.ends_with('0') ? absolute(std::string(whole.substr(0, 3)), found) : Meaning();
    if (!digits.empty() && !scene.asking && found.text.find('\'') == found.text.npos) {  // "the 1960s, 70s and 80s"; but "in their 70s"
        static const TextPattern JOINED(U"(?:,| ?-| ?–|/|,? (?:and|or|to))(?: the)?(?: early| late)? ?");
        const Reading* last = scene.last();
        if (!last || last->value.size() != 3 || !JOINED.whole(slice(scene.text, static_cast<std::ptrdiff_t>(scene.last_end), scene.start))) return {};
    }
    if (!digits.empty()) return digits.ends_with('0') ? absolute(std::to_string(year_of_short(digits, scene)).substr(0, 3), found) : Meaning();
    return absolute("19" + std::to_string(place_in(DECADES, found.get(Part::DECADEWORD)) + 2), found);
}

inline Meaning century(const Found& found, Scene& scene) {
    const int number = day_number(found);
    if (starts_with_any(scene.after(5), {U" bc", U" b.c"}, true)) return unresolved("BC" + padded(number - 1, 2));
    if (number <= 1 || number > 30) return {};
    const std::string value = padded(number - 1, 2);
    return Reading{Kind::date, value, How::absolute, days_of(value)};
}

inline std::string season_value(int year, std::string_view name) { return std::to_string(year) + "-" + std::string(season_letters(name)); }

}  // namespace searchlib::dates
