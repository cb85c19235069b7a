// Weeks to years, seen from the day of publication: "last week", "the third quarter", "this summer".
#pragma once
#include "date_months.hpp"
#include "date_spans.hpp"
#include "date_times.hpp"

namespace searchlib::dates {

inline Meaning unit_beside(const Found& found, Scene& scene);  // date_beside.hpp

inline std::string quarter_value(int year, int quarter) { return std::to_string(year) + "-Q" + std::to_string(quarter); }
inline std::string month_value(Day day) { return padded(day.year, 4) + "-" + padded(day.month, 2); }

// The week, month ... `step` units from the one that a day is in.
inline Meaning reading_of_unit(Day now, std::string_view unit, int step, const Found* found = nullptr) {
    const Day first = Day::of(now.year, now.month, 1);
    if (unit == "day") return of_day(shifted(now, step, 'D'));
    if (unit == "week" || unit == "weekend") {
        const Day day = shifted(now, step, 'W');
        return day ? relative(week_value(day) + (unit == "weekend" ? "-WE" : ""), found) : Meaning();
    }
    if (unit == "month") {
        const Day day = shifted(first, step, 'M');
        return day ? relative(month_value(day), found) : Meaning();
    }
    if (unit == "quarter") {
        const Day day = shifted(first, 3 * step, 'M');
        return day ? relative(quarter_value(day.year, day.quarter()), found) : Meaning();
    }
    if (unit == "year") return relative(padded(now.year + step, 4), found);
    if (unit == "decade") return relative(padded(now.year / 10 + step, 3), found);
    const std::string value = padded(now.year / 100 + step, 2);
    return Reading{Kind::date, value, How::relative, days_of(value)};
}

// This Week, with capitals, is a programme; in a headline everything has them.
inline bool is_title(const Scene& scene) {
    int words = 0, titled = 0;
    split_words(scene.expression(), [&](Text word) {
        bool upper = false, small = false;
        for (const char32_t c : word.substr(1)) {
            upper |= bool(letter_kinds(c) & (UPPER | TITLE));
            small |= bool(letter_kinds(c) & LOWER);
        }
        ++words;
        titled += is_upper(word[0]) && small && !upper;
    });
    if (words != 2 || titled != 2) return false;
    const Text line = slice(scene.text, static_cast<std::ptrdiff_t>(scene.start) - 60, scene.end + 60);
    if (std::count(line.begin(), line.end(), U' ') <= 4) return false;
    int all = 0, capital = 0;
    split_words(line, [&](Text word) { ++all, capital += is_upper(word[0]); });
    return capital * 2 < all;
}

// "the past year" is how long; its days are those up to (or from) the day of publication.
inline Meaning span_beside(Scene& scene, std::string_view unit, std::string_view which) {
    struct Length {
        std::string_view unit, value;
        int count;
        char letter;  // of what has days
    };
    static constexpr Length LENGTHS[] = {
        {"week", "P1W", 1, 'W'}, {"month", "P1M", 1, 'M'}, {"quarter", "P3M", 3, 'M'},   {"year", "P1Y", 1, 'Y'},
        {"fortnight", "P2W", 2, 'W'}, {"decade", "P10Y", 10, 'Y'}, {"day", "P1D", 1, 'D'}, {"century", "P100Y", 0, 0}, {"hour", "PT1H", 0, 0},
    };
    const Day now = scene.published;
    for (const Length& length : LENGTHS) {
        if (length.unit != unit) continue;
        Reading reading{Kind::duration, std::string(length.value), How::unresolved, {}, false};
        if (!now || !length.letter) return reading;
        const bool ahead = which == "next" || which == "coming" || which == "upcoming";
        if (const Day other = shifted(now, ahead ? length.count : -length.count, length.letter)) {
            reading.days = ahead ? Days{now, other} : Days{other, now};
            reading.how = How::relative;
        }
        return reading;
    }
    return {};
}

inline Meaning unit_which(const Found& found, Scene& scene) {
    if (is_title(scene)) return {};
    const std::string_view unit = found.one_of({"weekend", "week", "month", "quarter", "year", "decade", "century", "day", "hour", "fortnight"});
    const std::string_view which = found.one_of({"last", "this", "next", "current", "coming", "upcoming", "latest", "past"});
    const bool coming = which == "next" || which == "coming" || which == "upcoming";
    if (unit == "day" && (which == "last" || which == "latest") && scene.after(3) == U" of") return {};  // the last day of the trial
    if (unit == "day" && which == "next") return unit_beside(found, scene);
    if (found.has("ahead")) return starts_with_any(scene.after(4), {U" of "}) ? Meaning() : span_beside(scene, unit, "coming");
    const bool the_last = unit != "quarter" && found.text.find("the last ") != std::string::npos;  // "over the last month", not "last month"
    if (the_last && starts_with_any(scene.after(4), {U" of "})) return span(1.0, unit);  // of something else
    const bool of_books = !found.one_of({"fiscal", "financial", "calendar", "business", "school"}).empty();
    const bool around = (which == "past" || the_last) && !of_books && !found.has("this") && unit != "weekend";
    if (around) return span_beside(scene, unit, "past");
    if (unit == "day" || unit == "hour" || unit == "fortnight" || (unit == "decade" && coming && found.has("the"))) return span_beside(scene, unit, which);
    const int step = coming ? 1 : (which == "this" || which == "current") && !found.has("past") ? 0 : -1;
    if (!scene.published) return unresolved(step > 0 ? "FUTURE_REF" : step < 0 ? "PAST_REF" : "PRESENT_REF");
    static const TextPattern IN_BRACKETS(U" ?\\((20\\d\\d)\\)");
    const Text behind = scene.after(8);
    if (const TextPattern::Match year = unit == "year" ? IN_BRACKETS.match(behind) : TextPattern::Match{})
        return relative(caught(year(behind, 0)), &found);  // "next year (2017)", quoted
    // What is to come "this week" for a Sunday's paper begins with the Monday.
    const bool sunday = unit == "week" && step == 0 && scene.published.weekday() == 6 && !scene.asking;
    const bool begins = sunday && !found.has("earlier") && (found.has("later") || scene.tense() != Tense::before);
    // "Last week" for a Sunday's paper is the one that ends.
    const bool ends = unit == "week" && which == "last" && !found.has("the") && scene.published.weekday() == 6 && !scene.asking;
    // "It took place this weekend", written on a Monday.
    const bool over = unit == "weekend" && which == "this" && step == 0 && scene.published.weekday() < 3 && scene.tense() == Tense::before;
    return reading_of_unit(scene.published, unit, step + begins + ends - over, &found);
}

inline Meaning week_of(const Found& found, Scene& scene) {
    const Day day = nearest_day(month_of(found), day_number(found), scene);
    return day ? relative(week_value(day)) : Meaning();
}

inline Meaning quarter_in(int number, const Found& found, Scene& scene) {
    static const TextPattern JOINED(U",? ?(?:or|and|to|through|until) (?:(?:early|late) )?(?:in )?(?:the )?");
    const Day now = scene.published;
    if (found.has(Part::YEAR)) return absolute(quarter_value(found.number(Part::YEAR), number));
    if (!now) return unresolved("XXXX-Q" + std::to_string(number));
    if (found.has("year")) return relative(quarter_value(year_beside(found, now), number));
    // "In the first quarter of 2008 or early in the second"
    if (const Reading* last = scene.last(); last && is_quarter(last->value) && scene.start - scene.last_end < 24)
        if (JOINED.whole(slice(scene.text, static_cast<std::ptrdiff_t>(scene.last_end), scene.start)))
            return absolute(quarter_value(last->days.first.year + (number <= last->days.first.quarter()), number), last->how);
    // One that is not over is rarely told of as past, but for those that a sentence looks ahead to; what is compared with is over.
    if (number > now.quarter() && (ends_with_any(scene.before(5), {U"from "}) || starts_with_any(scene.after(11), {U" ended", U" that ended"})))
        return relative(quarter_value(now.year - 1, number));
    static const TextPattern UNTIL(U"\\buntil (?:around |about )?(?:the )?$");
    const bool back = number > now.quarter() && !(number <= now.quarter() + 2 && (scene.ahead() || UNTIL.search(scene.before(20))));
    const bool next = number == 1 && now.quarter() > 2 && !ends_with_any(scene.before(9), {U" for the ", U"from ", U"from the ", U"than ", U"than the "}) && scene.ahead();
    return relative(quarter_value(now.year - back + next, number));
}

inline Meaning quarter(const Found& found, Scene& scene) {
    if (!found.has(Part::YEAR) && scene.is_of_a_match()) return {};  // "a fourth-quarter touchdown"
    const std::string_view ordinal = found.get(Part::ORDINAL);
    int number = !ordinal.empty() ? ordinal_of(ordinal) : !found.one_of({"final", "last"}).empty() ? 4 : found.number(Part::DAY);
    return number >= 1 && number <= 4 ? quarter_in(number, found, scene) : Meaning();
}

// "The April-June quarter"
inline Meaning quarter_of_months(const Found& found, Scene& scene) {
    return quarter_in(found.has("march") ? 1 : found.has("june") ? 2 : found.has("september") ? 3 : 4, found, scene);
}

inline Meaning quarter_figure(const Found& found, Scene& scene) {
    for (int number = 1; number <= 4; ++number)
        if (found.text.find("q" + std::to_string(number)) != std::string::npos) return quarter_in(number, found, scene);
    return {};
}

// Halves of matches, books and hours.
inline bool is_other_half(const Scene& scene) {
    static const TextPattern SPORT(U"\\b(?:goals?|scored|kicks?|match|matches|games?|minutes?|teams?|coach|players?|seasons?|lead|points)\\b", true);
    if (starts_with_any(scene.after(4), {U" of", U"-"}, true)) return true;
    return bool(SPORT.search(slice(scene.text, static_cast<std::ptrdiff_t>(scene.start) - 200, scene.end + 200)));
}

inline Meaning half(const Found& found, Scene& scene) {
    const int number = found.has("first") ? 1 : 2;
    const Day now = scene.published;
    const std::string figure = "-H" + std::to_string(number);
    if (found.has(Part::YEAR)) return absolute(std::string(found.get(Part::YEAR)) + figure);
    if (!found.has("year")) {
        if (is_other_half(scene)) return {};
        if (!now) return unresolved("XXXX" + figure);
        const bool back = number == 2 && now.month < 7 && !scene.ahead();
        return relative(std::to_string(now.year - back) + figure);
    }
    return now ? relative(std::to_string(year_beside(found, now)) + figure) : Meaning(unresolved("XXXX" + figure));
}

inline int season_year(std::string_view name, std::string_view which, Day now, Scene& scene) {
    const int begins = season_month(season_letters(name));
    const bool begun = now.month >= begins, winter = name == "winter";
    if (which == "last" || which == "past") return now.year - (now.month <= begins + 2 && !(which == "past" && begun));
    if (which == "next") return now.year + begun;
    if (which == "this") return now.year - (winter && now.month < 5);
    if (scene.ahead()) return now.year - (winter && now.month < 3);
    return now.year - !begun;
}

inline Meaning season(const Found& found, Scene& scene) {
    static const TextPattern NAME_AROUND(U"\\b(?!In\\b|By\\b|This\\b|Last\\b|Next\\b|The\\b)[A-Z]\\w* \\||\\| [A-Z]");
    static const TextPattern GAMES(U" (?:Olympi|Paralympi|Games|Universiade|Youth|Deaf|Para|World|Military|Cup|Festival)");
    static const TextPattern OF_A_CITY(U" (?:of|in|from|by|to|was|is)\\b");
    const std::string_view text = found.text;
    if (text == "the fall" && (!ends_with_any(scene.before(6), {U" in ", U" by ", U"until ", U"since "}, true) || OF_A_CITY.match(scene.after(8)))) return {};
    const std::string_view name = found.has(Part::SEASON) ? found.get(Part::SEASON) : found.one_of({"summer", "winter", "autumn", "spring", "fall"});
    static const TextPattern KIND_OF(U" (?:storms?|sports?|games|boots|coats?|clothes|wheat|camps?|jobs?|interns?|internships?|schools?|reading|blockbusters?)\\b");
    if (found.words.size() == 1 && KIND_OF.match(scene.after(14))) return {};  // a winter storm
    if (found.words.size() == 1 && is_upper(scene.text[scene.start])) {
        std::u32string around(scene.before(12));
        around.append(U"|").append(scene.after(2));
        if (NAME_AROUND.search(Text(around))) return {};  // the Summer Games, Jo Winter
    }
    if (is_upper(scene.text[scene.end - name.size()]) && !found.has(Part::YEAR) && GAMES.match(scene.after(14))) return {};  // the next Winter Universiade
    if (found.has(Part::YEAR)) return absolute(season_value(found.number(Part::YEAR), name), found);
    if (!found.one_of({"nineteen", "twenty", "two", "eighteen"}).empty()) {
        std::string spaced(text);
        std::replace(spaced.begin(), spaced.end(), '-', ' ');
        const bool nineteen = found.has("nineteen");
        std::string_view tail = spaced;
        if (nineteen) {
            const std::size_t head = tail.find("teen ");
            tail = head == tail.npos ? ""sv : tail.substr(head + 5);
        } else {
            tail = text.substr(text.rfind(' ') + 1);
        }
        Words words;
        for (std::size_t at = 0; at < tail.size();) {
            const std::size_t end = std::min(tail.find(' ', at), tail.size());
            words.push_back(tail.substr(at, end - at));
            at = end + 1;
        }
        return absolute(season_value((nineteen ? 1900 : 2000) + number_of_words(words), name));
    }
    const Day now = scene.published;
    if (!now) return unresolved("XXXX-" + std::string(season_letters(name)));
    const std::string_view which = found.one_of({"last", "past", "next", "this"});
    if (scene.story_year() && which.empty()) return absolute(season_value(scene.story_year(), name), How::anaphoric, &found);
    return relative(season_value(season_year(name, which, now, scene), name), &found);
}

inline Meaning bare_spring(const Found& found, Scene& scene) { return season(found, scene); }

}  // namespace searchlib::dates
