// Times of day, and the day that they are of: "5 p.m. Tuesday", "last night", "at 10:30".
#pragma once
#include "date_days.hpp"

namespace searchlib::dates {

inline std::string part_letters(std::string_view name) {
    return name.starts_with("morning") ? "TMO" : name.starts_with("afternoon") ? "TAF" : name.starts_with("evening") ? "TEV" : "TNI";
}

inline Reading of_time(Day day, const std::string& time, How how = How::relative) {
    if (!day) return unresolved("XXXX-XX-XX" + time, Kind::time);
    return {Kind::time, told(day) + time, how, {day, day}};
}

// "He was shot on Sunday. The ambulance came at 10:30 p.m.": the day of the week behind that was named just before. Not where prices
// are told, which are those of the day of publication.
inline Day day_of_the_event(Scene& scene) {
    static const TextPattern PRICES(
        U"\\b(?:shares?|stocks?|percent|points|traded|trading|trade|futures|volumes?|index|sterling|dollar|euro|yen|until)\\b|%", true);
    const Day now = scene.published, told = now && scene.tense() == Tense::before ? scene.day_to_count_from(true) : Day{};
    const bool near = told && told < now && now.ordinal - told.ordinal < 8;
    return near && !PRICES.search(scene.before(120)) && !PRICES.search(scene.after(60)) ? told : Day{};
}

// The day in an expression of a time; that of publication when none is named.
inline Day day_named(const Found& found, Scene& scene, bool of_a_clock) {
    static const TextPattern WEEKDAY_BEHIND(  // 10:35 a.m. (0735 GMT) on Friday
        U"(?:\\s*\\([^()]{3,20}\\)|\\s+local time(?:\\s*\\([^()]{3,20}\\))?)\\s*,?\\s+(?:on\\s+)?((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\\b");
    const Day now = scene.published;
    if (const int month = month_of(found)) {
        return found.has(Part::YEAR) ? day_of(found.number(Part::YEAR), month, day_number(found)) : nearest_day(month, day_number(found), scene);
    }
    if (found.has(Part::WEEKDAY)) return day_of_weekday(found, scene);
    if (of_a_clock && found.one_of({"today", "yesterday", "tomorrow"}).empty()) {
        const Text after = scene.after(40);
        if (const TextPattern::Match behind = now ? WEEKDAY_BEHIND.match(after) : TextPattern::Match{}) {
            const int back = modulo(now.weekday() - weekday_number(caught(behind(after, 0))), 7);
            return later(now, scene.ahead() ? modulo(-back, 7) : -back);
        }
        if (const Day beside = scene.day_beside()) return beside;
        if (const Day told = day_of_the_event(scene)) return told;
    }
    const std::string_view word = found.one_of({"yesterday", "last", "tomorrow"});
    return later(now, word.empty() ? 0 : word == "tomorrow" ? 1 : -1);
}

inline Meaning day_part(const Found& found, Scene& scene) {
    const std::string time = part_letters(found.get(Part::PART));
    if (found.words.size() == 2 && !found.one_of({"early", "mid", "late"}).empty()) {
        if (!is_any(scene.before(4), {U" by ", U" in "}, true)) return {};
        const Day beside = scene.day_beside();
        return of_time(beside ? beside : scene.published, time);
    }
    if (found.has(Part::WEEKDAY) && is_any_week(scene)) return unresolved(any_weekday(weekday_of(found)) + time, Kind::time);
    return of_time(day_named(found, scene, false), time, found.has(Part::YEAR) ? How::absolute : How::relative);
}

inline Meaning tonight(const Found&, Scene& scene) { return of_time(scene.published, "TNI"); }
inline Meaning overnight(const Found&, Scene& scene) {
    if (ends_with_any(scene.before(8), {U"happen ", U"built ", U"change ", U"vanish "})) return {};  // "it won't happen overnight"
    return of_time(scene.published, "TNI");
}

// "at 10:30" is a time of day; "2:04 ahead of" and "Luke 10:30" are not.
inline bool is_time(const Scene& scene) {
    return ends_with_any(without_space_behind(scene.before(8)),
                         {U" at", U"by", U"until", U"before", U"after", U"around", U"about", U"from", U"since"}, true);
}

// "In the early morning hours": of the day that its sentence has named, else of publication.
inline Meaning small_hours(const Found& found, Scene& scene) {
    const bool named = !month_of(found) && !found.has(Part::WEEKDAY) && !found.has("yesterday") && !found.has("today");
    const Day beside = named ? scene.day_beside() : Day{};
    return of_time(beside ? beside : day_named(found, scene, false), "TMO");
}

// "It rose on Thursday and fell in the afternoon"; where no day is named it may be any.
inline Meaning part_of_day(const Found& found, Scene& scene) {
    static const TextPattern TRADING(U" (?:trading|trade|session|deals)\\b");
    if (!is_any(scene.before(4), {U" in "}, true) || starts_with_any(scene.after(4), {U" of "})) return {};
    const Day beside = scene.day_beside();
    if (!found.has("the")) return scene.published && TRADING.match(scene.after(9)) ? Meaning(of_time(beside ? beside : scene.published, part_letters(found.text))) : Meaning();
    return beside ? Meaning(of_time(beside, part_letters(found.one_of({"morning", "afternoon", "evening"})))) : Meaning();
}

inline Meaning clock(const Found& found, Scene& scene) {
    int hour = 0, minute = 0;
    std::string_view part;
    if (found.has(Part::HOUR) && found.has("in"))
        part = found.has(Part::PART) ? found.get(Part::PART) : found.one_of({"morning", "afternoon", "evening"});
    if (found.has("noon") || found.has("midday") || found.text.find("mid-day") != std::string::npos) {
        hour = 12;
    } else if (found.has("midnight")) {
        hour = 24;
    } else if (!part.empty()) {
        hour = found.number(Part::HOUR) % 12 + 12 * (part == "afternoon" || part == "evening");
    } else if (found.has(Part::HOURMINUTE)) {
        hour = number_in(found.get(Part::HOURMINUTE).substr(0, 2)), minute = number_in(found.get(Part::HOURMINUTE).substr(2));
    } else {
        hour = found.number(Part::HOUR), minute = found.number(Part::MINUTE);
        const bool late = found.has("pm") || found.has("p"), early = !late && (found.has("am") || found.has("a"));
        if (late || early) {
            if (hour < 1 || hour > 12) return {};
            hour = hour % 12 + 12 * late;
        } else if (!found.has(Part::ZONE) && found.text.find(':') != std::string::npos && !is_time(scene)) {
            return {};
        }
    }
    if (hour > 24 || minute > 59) return {};
    const Day day = day_named(found, scene, true);
    const std::string time = "T" + padded(hour, 2) + ":" + padded(minute, 2);
    return day ? of_time(day, time, found.has(Part::YEAR) ? How::absolute : How::relative) : unresolved(time, Kind::time);
}

inline Meaning moment(const Found& found, Scene& scene) { return clock(found, scene); }

}  // namespace searchlib::dates
