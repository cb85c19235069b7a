// What leans on an earlier mention: "that year", "the following week", "a year earlier", "the quarter".
#pragma once
#include "date_relative.hpp"

namespace searchlib::dates {

// The first day of the last mention, else that of publication; and how that was known.
struct Anchor {
    Day day{};
    How how = How::relative;
};
inline Anchor anchor_of(const Scene& scene) {
    const Reading* last = scene.anchor();
    return last && last->days ? Anchor{last->days.first, How::anaphoric} : Anchor{scene.published};
}

inline Meaning known_as(Meaning reading, How how) {
    if (reading) reading->how = how;
    return reading;
}

// Whether a day is looked for where only a month or year was named: which one it is, nobody said.
inline bool is_finer(std::string_view unit, const Scene& scene) {
    const Reading* last = scene.anchor();
    return last && last->days && last->days.first != last->days.last && (unit == "day" || unit == "morning");
}

// Some day of the month named before.
inline Reading day_within(const Scene& scene) {
    const Reading* last = scene.anchor();
    const std::string_view value = last ? last->value : ""sv;
    if (is_month(value))
        return {Kind::date, last->value + "-XX", How::anaphoric, last->days, false};
    return unresolved("XXXX-XX-XX");
}

inline Meaning unit_beside(const Found& found, Scene& scene) {
    static const TextPattern WORD(U"\\s+(?!(?:and|but|when|while|as|at|in|with|for|from|on|by)\\b)\\w");
    const bool before = found.has("before");
    if (before && found.has("last")) {
        const std::string_view unit = found.one_of({"weekend", "week", "month", "quarter", "year", "decade"});
        return scene.published ? reading_of_unit(scene.published, unit, -2) : Meaning(unresolved("PAST_REF"));
    }
    if ((before || found.text.ends_with(" prior")) && WORD.match(scene.after(8))) return {};  // the day before the vote
    const std::string_view unit = found.one_of({"weekend", "week", "month", "quarter", "year", "decade", "day", "morning"});
    const Anchor base = anchor_of(scene);
    const std::string_view which = found.one_of({"previous", "prior", "preceding", "following", "next"});
    const int step = which == "previous" || which == "prior" || which == "preceding" ? -1 : !which.empty() ? 1 : before ? -1 : 0;
    if (!base.day) return unresolved(step > 0 ? "FUTURE_REF" : "PAST_REF");
    if (unit == "quarter" && step < 0)
        if (const Days told = days_of(scene.quarter)) return known_as(reading_of_unit(told.first, unit, step, &found), How::anaphoric);
    const bool that = found.has("that"), same = found.has("same");
    if (is_finer(unit, scene) && (that || same || step)) {
        const Day day = step ? scene.day_to_count_from(step < 0) : Day{};
        return day && unit == "day" ? of_day(later(day, step), How::anaphoric) : Meaning(day_within(scene));
    }
    if (unit == "morning") return of_time(later(base.day, step), "TMO");
    if (!step && (found.has("in") || found.has("the")) && !before && !same && !that)
        return scene.published ? reading_of_unit(scene.published, unit, 0) : Meaning(unresolved("PAST_REF"));
    return known_as(reading_of_unit(base.day, unit, step, &found), base.how);
}

inline Meaning weekday_beside(const Found& found, Scene& scene) {
    constexpr std::size_t FAR = 400;  // characters
    // "Said that Thursday's data", "he hoped that Thursday would": a conjunction.
    static const TextPattern OF_A_DAY(U"\\b(?:on|by|until|before|after|from|since|later|early|late|at \\w+) $"), END(U"$|[,.;:)]| (?:and|but|in|at|when|for|with|after|before)\\b");
    if (found.has("that") && !OF_A_DAY.search(scene.before(12)) && !(is_upper(scene.text[scene.start]) && scene.after(2) != U"'s") && !END.match(scene.after(8))) return {};
    const Anchor base = anchor_of(scene);
    if (!base.day) return unresolved(any_weekday(weekday_of(found)));
    const int apart = modulo(weekday_of(found) - base.day.weekday(), 7);
    if (found.has("that") && base.how == How::anaphoric && scene.start - scene.last_end < FAR) return of_day(later(base.day, apart), base.how);
    const bool ahead = !found.one_of({"following", "next"}).empty();
    const int step = ahead ? (apart ? apart : 7) : found.has("same") && !apart ? 0 : apart - 7;
    return of_day(later(base.day, step), base.how);
}

inline Meaning part_beside(const Found& found, Scene& scene) {
    const Anchor base = anchor_of(scene);
    const std::string part = part_letters(found.get(Part::PART));
    if (!base.day || is_finer("day", scene)) return unresolved("XXXX-XX-XX" + part, Kind::time);
    const std::string_view which = found.one_of({"next", "following", "previous"});
    return known_as(of_time(later(base.day, which.empty() ? 0 : which == "previous" ? -1 : 1), part), base.how);
}

inline Meaning few_beside(const Found& found, Scene&) { return unresolved(found.has("later") ? "FUTURE_REF" : "PAST_REF"); }

inline Meaning latest_period(const Found&, Scene& scene) {
    if (!scene.quarter.empty()) return absolute(scene.quarter, How::anaphoric);
    return scene.published ? reading_of_unit(scene.published, "quarter", -1) : Meaning(unresolved("PAST_REF"));
}

// "the quarter ended Sept. 30": the day that is said behind; none when none is.
inline Day day_it_ended(Scene& scene) {
    static const TextPattern ENDED(
        U"\\s+(?:(?:that )?ended|ending|to|through|of)\\s+((?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
        U"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))\\.?\\s+(\\d{1,2})\\b",
        true);
    const Text after = scene.after(40);
    const TextPattern::Match ended = ENDED.match(after);
    if (!ended) return {};
    const Day day = nearest_day(month_number(caught(ended(after, 0))), number_in(caught(ended(after, 1))), scene);
    const bool over = after.substr(0, ended.end).find(U"ended") != Text::npos;
    return over && scene.published && day.ordinal > scene.published.ordinal + 7 ? day_of(day.year - 1, day.month, day.day) : day;
}

// "the quarter" is the last one spoken of, else the last complete one; "the year" that of publication.
inline Meaning the_unit(const Found& found, Scene& scene) {
    static const TextPattern HYPHENED(U"[~-](?:ago|earlier|to|on|over|long|round)\\b| round\\b");
    static const TextPattern OF_SOMETHING(U"\\s+(?:of\\b|20|19|that\\b|when\\b|before\\b|after\\b|ended|ending|to (?:the end of\\b|[A-Z]))");
    std::string_view unit = found.one_of({"weekend", "week", "month", "quarter", "year", "day"});
    const Day now = scene.published;
    if (const std::string_view longer = found.one_of({"decade", "century"}); !longer.empty()) return now ? reading_of_unit(now, longer, 0, &found) : Meaning();
    if (unit.empty()) unit = "year";  // midyear
    if (unit == "year" && scene.expression() == U"the Year") return {};  // a title
    static const TextPattern AFTER_ALL(U",|,? (?:it|it's|it’s|you|we|I|what|that|there)\\b");
    if (unit == "day" && ends_with_any(scene.before(4), {U" at ", U"\"At ", U"“At ", U" At "}) && AFTER_ALL.match(scene.after(8))) return {};  // "at the end of the day, we all lose"
    if ((unit == "day" && !found.has("end")) || HYPHENED.match(scene.after(9))) return {};
    if (found.has(Part::YEAR)) return absolute(std::string(found.get(Part::YEAR)), found);  // by year-end 2010
    if (!now) return scene.asking || unit != "day" ? Meaning(unresolved("XXXX")) : Meaning();
    if (unit == "week" || unit == "quarter")
        if (const Day day = day_it_ended(scene)) {
            if (unit == "week") return relative(week_value(day));
            return reading_of_unit(later(day, -45), "quarter", 0);  // the calendar's quarter that it shares most days with
        }
    if (unit == "quarter") return scene.quarter.empty() ? reading_of_unit(now, "quarter", -1) : absolute(scene.quarter, How::anaphoric);
    if (unit == "week" && same_letters(scene.after(3), U" of")) return {};
    if (unit == "year" && OF_SOMETHING.match(scene.after(20))) return span(1.0, unit);
    if (unit == "weekend") {
        const Day monday = later(now, -now.weekday());
        // On a weekend it is that one; from Thursday on the next, unless the verb looks back.
        const bool ahead = now.weekday() >= 5 || scene.tense() == Tense::ahead || (now.weekday() >= 3 && scene.tense() != Tense::before);
        const Day week = ahead ? monday : later(monday, -7);
        return week ? relative(week_value(week) + "-WE") : Meaning();
    }
    return reading_of_unit(now, unit, 0, &found);
}

inline std::string a_year_before(std::string_view value) { return std::to_string(number_in(value.substr(0, 4)) - 1).append(value.substr(4)); }

// "It rose in March from a year earlier": the month (or year) that this is compared with; none where none is told of.
inline Meaning month_earlier(const Scene& scene) {
    static const TextPattern THAN(U"\\b(?:from|than|with|to|versus|over|on|against|in|year-on-year) $");
    static const TextPattern OF_MORE(U"(?:[-–]|\\b(?:to|through|ended|ending|until|since|last|next|and) (?:end-|the end of )?)[A-Z][a-z]+\\.?$");  // the three months to June
    // "It rose in September from August, and by 5 percent from a year earlier": August is compared with, too.
    static const TextPattern FROM(U"\\b(?:from|than|versus|over|with) [A-Z][a-z]+\\.?$");
    if (!THAN.search(scene.before(14))) return {};
    Meaning reading;
    if (const int year = scene.year_beside()) {
        reading = absolute(padded(year - 1, 4), How::anaphoric);
    } else if (const Day month = scene.month_beside()) {
        const Text told = slice(scene.text, static_cast<std::ptrdiff_t>(scene.last_end) - 32, scene.last_end);
        const Day compared = OF_MORE.search(told) ? Day{} : shifted(month, FROM.search(told) ? -11 : -12, 'M');
        if (compared) reading = absolute(month_value(compared), How::anaphoric);
    }
    if (reading) reading->anchors = false;
    return reading;
}

// A year before the last mention, or before now; of a quarter, where earnings are told, the same quarter.
inline Meaning year_earlier(const Scene& scene, bool anaphoric) {
    auto is_plain = [](std::string_view value) {  // 2023, 2023-10, 2023-10-07, 2023-Q4, 2023-H1 or 2023-SP
        if (!is_year(value)) return false;
        const std::string_view rest = value.substr(4);
        auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
        if (rest.empty()) return true;
        if (rest[0] != '-' || (rest.size() != 3 && rest.size() != 6)) return false;
        if (is_number(rest.substr(1, 2))) return rest.size() == 3 || (rest[3] == '-' && is_number(rest.substr(4)));
        return rest.size() == 3 && (capital(rest[1]) && (capital(rest[2]) || ((rest[1] == 'Q' || rest[1] == 'H') && is_digit(rest[2]))));
    };
    const Reading* last = anaphoric ? scene.anchor() : nullptr;
    const std::string& compared = scene.compared;
    Meaning reading;
    if (!compared.empty()) reading = absolute(a_year_before(compared), How::anaphoric);
    else if (last && is_plain(last->value)) reading = absolute(std::to_string(number_in(last->value.substr(0, 4)) - 1), How::anaphoric);
    else if (!scene.published) return unresolved("PAST_REF");
    else reading = relative(padded(scene.published.year - 1, 4));
    if (reading) reading->anchors = false;  // a comparison; the story goes on in its own year
    return reading;
}

inline Meaning year_before(const Found& found, Scene& scene) {
    static const TextPattern OF_WHAT(U" (?:the|its|his|her|their|a|an) ");
    if (found.text == "a year before" && OF_WHAT.match(scene.after(7))) {
        scene.take_only(6);
        return span(1.0, "year");
    }
    const Day now = scene.published;
    const std::string year(found.get(Part::YEAR));
    if (!year.empty()) return absolute(scene.compared.empty() ? year : year + scene.compared.substr(4), How::anaphoric);
    if (found.has("nine")) return Reading{Kind::duration, "P9M", How::unresolved, {}, false};
    if (found.has(Part::ORDINAL)) {
        const int number = ordinal_of(found.get(Part::ORDINAL));
        if (number < 1 || number > 4 || !now) return {};
        return relative(quarter_value(now.year - 1 - (number > now.quarter()), number));
    }
    if (found.has("quarter") && scene.compared.empty()) {
        if (!scene.quarter.empty()) return absolute(a_year_before(scene.quarter), How::anaphoric);
        if (now) return reading_of_unit(now, "quarter", -5);
    }
    if (found.has("month") || found.has("time") || found.has("period")) {
        if (const Meaning month = month_earlier(scene)) return month;
        if (now && found.has("month")) return relative(joined(now.year - 1, "-", now.month));
    }
    return year_earlier(scene, found.text == "a year before" || (found.text == "the year before" && scene.year_beside()));
}

}  // namespace searchlib::dates
