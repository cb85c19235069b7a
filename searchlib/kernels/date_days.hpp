// Days, seen from the day of publication: "Thursday", "October 7", "yesterday".
#pragma once
#include <vector>

#include "date_absolute.hpp"

namespace searchlib::dates {

inline std::string any_weekday(int weekday) { return "XXXX-WXX-" + std::to_string(weekday + 1); }
inline std::string day_range(Day first, Day last) { return told(first) + "/" + told(last); }
inline constexpr std::size_t LEAD = 300;  // so many characters an article's first sentence has, about

// x mod n as mathematics has it.
constexpr int modulo(int x, int n) { return (x % n + n) % n; }

// The same day of the years around another: those that there are.
inline std::vector<Day> in_years(int year, std::initializer_list<int> steps, int month, int number) {
    std::vector<Day> days;
    for (const int step : steps)
        if (const Day day = day_of(year + step, month, number)) days.push_back(day);
    return days;
}

// "the March 11 storm": what has a day for a name is seldom far ahead, whatever the verb.
inline bool is_of_a_thing(const Scene& scene) {
    static const TextPattern OF(U"\\b(?:the|its|his|her|their) $|['’]s $", true);
    static const TextPattern THING(U" [a-z]{4}");
    return OF.search(scene.before(7)) && THING.match(scene.after(5));
}

// "It was announced on May 10", "a failure on May 10 caused": the verb is that of the day, and not of a thing told of beside it.
inline bool is_told_of(const Scene& scene) {
    static const TextPattern BEFORE(
        U"\\b(?:[a-z]+ed|said|told|was|were|held|came|went|took|fell|rose|hit|met|won|lost|sold|bought|made|left|began|since|at \\S+)(?: late| early)?"
        U"(?: on)? $");
    static const TextPattern AFTER(U",? (?:[a-z]+ed|was|were|had|saw|sent|led|hit|fell|rose|took|came|began)\\b");
    return BEFORE.search(scene.before(30)) || AFTER.match(scene.after(16));
}

// "A deadline of March 31", "the year ending March 31".
inline bool is_awaited(const Scene& scene) {
    static const TextPattern BEFORE(U"\\b(?:deadline (?:of|for|to|on)|ending(?: on)?|ends(?: on)?|year to|in time for|set an?|starting(?: on)?)(?: the)? $");
    return starts_with_any(scene.after(9), {U" deadline"}) || BEFORE.search(scene.before(20));
}

// "Between September and October 2015", "from March 3 to April 5, 2015": the year of what it is joined to; 0 where none is told.
inline int year_of_the_end(int month, const Scene& scene) {
    static const TextPattern END(
        U"(?:-|–| and | to | through | until | or )(?:early |late |mid-|on )?((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\\.?(?: \\d{1,2},)? ([12]\\d{3})\\b");
    const Text after = scene.after(40);
    const TextPattern::Match end = END.match(after);
    if (!end) return 0;
    return number_in(caught(end(after, 1))) - (month > month_number(caught(end(after, 0))));
}

// The day of the year that is meant, as tense and distance say.
inline Day nearest_day(int month, int number, Scene& scene) {
    if (const int year = scene.asking ? 0 : year_of_the_end(month, scene)) return day_of(year, month, number);
    const Day now = scene.published;
    if (!now) return {};
    if (const int year = scene.story_year()) return day_of(year, month, number);
    // "September 2012 - The office lays down its plan on September 28"
    static const TextPattern HEADED(U"(?::|,? (?:-|--|–|—)) ");
    if (const Reading* last = scene.anchor(); last && last->how == How::absolute && last->value.size() == 7 && scene.start - scene.last_end < LEAD)
        if (number_in(last->value.substr(5)) == month && HEADED.match(scene.text, scene.last_end)) return day_of(last->days.first.year, month, number);
    const std::vector<Day> days = in_years(now.year, {-1, 0, 1}, month, number);
    Day past, coming;  // the last that is over or today, the first that is not over
    for (const Day& day : days) {
        if (day <= now) past = day;
        if (day >= now && !coming) coming = day;
    }
    if (!past || !coming) return past ? past : coming;
    if (scene.asking || (coming.ordinal > now.ordinal + 7 && ends_with_any(scene.before(9), {U" ended ", U" ended on "}))) return past;
    if (const Scene::Joined beside = scene.coordinated(true)) {
        auto distance = [&](Day day) { return std::pair(beside.is_end && day < beside.day, std::abs(day.ordinal - beside.day.ordinal)); };
        return *std::min_element(days.begin(), days.end(), [&](Day a, Day b) { return distance(a) < distance(b); });
    }
    // What is weeks ahead, or else almost a year back, is more often ahead, whatever the verb; what is far, never.
    const int soon = coming.ordinal - now.ordinal;
    if (soon < 20 || soon >= 300) return soon < 20 ? coming : past;
    if (is_awaited(scene)) return soon < 200 ? coming : past;
    if (scene.is_heading() && scene.last() && now < scene.last()->days.first) return coming;  // a diary, not a chronology
    const Tense tense = scene.tense();
    if (scene.is_heading()) return soon < (tense == Tense::before ? 32 : 120) ? coming : past;
    if (tense == Tense::ahead) return soon < (is_of_a_thing(scene) ? 200 : 300) ? coming : past;
    static const TextPattern EVENT(U" (?:\\w+ )?(?:elections?|vote|referendum|summit|meeting|hearing|start|trial|launch)\\b");
    static const TextPattern BEHIND(U"\\b(?:after|since|following|from) the $", true);
    const bool event = is_of_a_thing(scene) && EVENT.match(scene.after(40)) && !BEHIND.search(scene.before(14));
    if (tense != Tense::before || event || ends_with_any(scene.before(4), {U" by "})) return soon < 120 ? coming : past;
    return soon < (is_told_of(scene) || is_of_a_thing(scene) ? 32 : 60) ? coming : past;
}

// The year of "that year", "the same year" and "the following year"; 0 where they do not stand.
inline int that_year(const Found& found, const Scene& scene) {
    if (!found.has("year") || found.one_of({"that", "same", "following"}).empty()) return 0;
    const Reading* last = scene.anchor();
    const int year = last && last->days ? last->days.first.year : scene.published.year;
    return year ? year + found.has("following") : 0;
}

inline Meaning september_eleventh(const Found&, Scene& scene) {
    if (scene.published && scene.published.year < 2001) return {};
    scene.told_of_2001 = true;
    return of_day(Day::of(2001, 9, 11), How::absolute);
}

inline Meaning month_day(const Found& found, Scene& scene) {
    static const TextPattern ATTACKS(U"(?:,? 2001,?)? (?:terror(?:ist)?|attacks?|hijack\\w*)\\b", true);
    const int month = month_of(found), number = day_number(found);
    if (!day_of(2024, month, number)) return {};
    if (month == 9 && number == 11 && (scene.told_of_2001 || ATTACKS.match(scene.after(20)))) return september_eleventh(found, scene);
    if (const int year = that_year(found, scene)) return of_day(day_of(year, month, number), How::anaphoric);
    Day day = nearest_day(month, number, scene);
    const std::string_view which = day && scene.published ? found.one_of({"last", "next"}) : ""sv;
    if (!which.empty()) {
        const bool back = which == "last";
        std::vector<Day> sides = in_years(scene.published.year, {-1, 0, 1}, month, number);
        std::erase_if(sides, [&](Day one) { return (one < scene.published) != back; });
        if (!sides.empty()) day = back ? sides.back() : sides.front();
    } else if (day && (found.has(Part::WEEKDAY) || found.has(Part::WEEKDAYABBR))) {
        // "Monday, Oct. 26": only some years have it on a Monday.
        for (const Day& one : in_years(day.year, {0, 1, -1}, month, number))
            if (one.weekday() == weekday_of(found)) {
                day = one;
                break;
            }
    }
    if (!day) return unresolved(any_year(month, number));
    return of_day(day, scene.story_year() ? How::anaphoric : How::relative);
}

inline Meaning days_of_month(const Found& found, Scene& scene) {
    const int month = month_of(found), first = found.number(Part::DAY), last = found.number(Part::DAY, 1);
    if (first >= last || !day_of(2024, month, last)) return {};
    const bool in_full = found.has(Part::YEAR);
    const Day day = in_full ? day_of(found.number(Part::YEAR), month, first) : nearest_day(month, first, scene);
    const Day end = day ? day_of(day.year, month, last) : Day{};
    if (!day || !end) return unresolved(any_year(month, first) + "/" + any_year(month, last));
    return Reading{Kind::date, day_range(day, end), in_full ? How::absolute : How::relative, {day, end}};
}

// "OSLO (Reuters) - A man was held on Saturday", and what stands below a headline: the first sentences tell the news of the day.
inline bool is_lead(const Scene& scene) {
    static const TextPattern DATE_LINE(U"\\([A-Z][A-Za-z]+\\) ?(?:-|--|–|—|_) |/TASS/|\\(CNN\\)|[a-z] ?\\n");
    static const TextPattern SPAN(U"\\b(?:from|between) $"), END(U" (?:to|until|till|through|and) ");  // "it held from Saturday to Monday"
    return scene.start < LEAD && !(SPAN.search(scene.before(9)) && END.match(scene.after(9))) && DATE_LINE.search(scene.text.substr(0, scene.start));
}

// "A report due on Saturday", "by Saturday", "the eve of a summit on Saturday": words that are said of what is to come.
inline bool is_promised(const Scene& scene) {
    static const TextPattern BEFORE(
        U"\\b(?:will|would|set to|due|scheduled|slated|ahead of|eve of|before (?:the|a|an|its|their)|comes? into|takes? effect|takes? force|effective|"
        U"starts|begins|continues|opens)\\b[^.!?;\"”]{0,60}$|\\b(?:by|until)(?: late| early)? $");
    return bool(BEFORE.search(scene.before(90)));
}

// "on a Saturday morning", of any week; but "in a Saturday speech"
inline bool is_any_week(const Scene& scene) {
    static const TextPattern NO_NOUN(U"$|[,.;:)]| (?:in|at|of|when|after|and|or|with|to|for|during|before|because|by|if|that|is|was)\\b");
    return ends_with_any(scene.before(5), {U"on a "}, true) && NO_NOUN.match(scene.after(9));
}

// What somebody "said on Friday" is the news of the day.
inline bool is_the_news(const Scene& scene) {
    static const TextPattern SAYING(
        U"\\b(?:said|told(?: [A-Z]?\\w+){1,2}|showed|reported|wrote|(?:interview|editorial|article|report|statement|poll|survey|data|study|figures|filing)"
        U"(?: published| released)?)(?: (?:late|early|earlier))?(?: on)? $");
    static const TextPattern SAYS(U" (?:said|told|showed|warned)\\b");
    return SAYING.search(scene.before(40)) || SAYS.match(scene.after(10));
}

// Yesterday's name is almost always yesterday's: six days ahead are meant only where a plain promise stands in front.
inline bool is_next_weeks(const Scene& scene, bool late) {
    static const TextPattern PROMISE(
        U"(?:\\bwill|'ll|’ll|\\bnext week|\\b(?:is|are|be) (?:expected|due|set|scheduled|slated|planned)|\\bmeets?|\\bbegins?|\\bstarts?|"
        U"\\bleaves?|\\bopens|\\barrives|\\bplans? to|\\bscheduled (?:its|a|the|for))\\b[^.!?;\"”\\n]{0,90}$|\\b(?:until|open(?: on)?) $");
    static const TextPattern HEADLINE(U"^[^\\n]*\\bto [a-z]+ [^\\n]*$"), HEAD(U"(?:^|[.!?\"”]\\s+|\\n)(?:Also )?[Oo]n $");
    static const TextPattern PROMISE_BEHIND(U"[^.!?;]{0,80}\\b(?:will|is expected|are expected|is due|are due|is set|are set|is likely|are likely)\\b");
    static const TextPattern PROMISED(U" (?:is|are) (?:expected|likely|due)\\b"), BEGIN(U"(?:^|[.!?\"”]\\s+|\\n)$"), WILL(U" will\\b");
    if ((!late && PROMISED.match(scene.after(14))) || (WILL.match(scene.after(6)) && BEGIN.search(scene.before(4)))) return true;
    if (scene.after(2).ends_with(U"s") || PROMISE.search(scene.before(110)) || (scene.start < LEAD / 2 && HEADLINE.match(scene.before(LEAD / 2)))) return true;
    return HEAD.search(scene.before(12)) && PROMISE_BEHIND.match(scene.after(110));
}

// "from Thursday to Saturday": the day that it runs from, so that the second comes after the first.
inline Day behind_a_range(const Scene& scene) {
    const Reading* last = scene.last();
    const Text before = scene.before(12);
    if (!last || !ends_with_any(before, {U" to ", U" through ", U" until ", U" till ", U"-", U"–"}, true)) return {};
    const Text far = scene.before(40);
    const bool near = far.find(U"from ") != Text::npos || far.find(U"between ") != Text::npos || ends_with_any(before, {U" through ", U"-", U"–"}, true);
    const Days days = last->days;
    const bool recent = days && scene.published && std::abs(days.first.ordinal - scene.published.ordinal) < 8;
    return near && recent && last->kind == Kind::date && days.first == days.last ? days.first : Day{};
}

// The day that a week day means.
inline Day day_of_weekday(const Found& found, Scene& scene) {
    const Day now = scene.published;
    if (!now || found.has("recent")) return {};  // recent: one of several
    const int number = weekday_of(found), back = modulo(now.weekday() - number, 7), ahead_by = modulo(-back, 7);
    if (found.has("week")) {
        const std::string_view which = found.one_of({"last", "next"});
        return later(now, number - now.weekday() + 7 * ((which == "next") - (which == "last")));
    }
    if (ends_with_any(scene.before(13), {U"ast week on "})) return later(now, number - now.weekday() - 7);
    const std::string_view which = found.one_of({"last", "past", "next", "coming", "this"});
    if (which == "last" || which == "past") return later(now, -(back ? back : 7));
    if (which == "next" || which == "coming") {
        const int days = ahead_by ? ahead_by : 7;
        // On a Monday "next Wednesday" is not the one of the same week, which needs no "next". (So were 15 of 17 whose date Reuters told.)
        const bool same_week = days == 1 || (number < 5 && now.weekday() + days == number);
        return later(now, days + 7 * (same_week && which == "next" && !scene.asking));
    }
    if (which == "this") return later(now, ahead_by);
    if (const Day from = behind_a_range(scene)) return later(from, modulo(number - from.weekday(), 7));
    if (!back) return now;
    if (scene.start - scene.last_end <= 6)
        if (const Scene::Joined beside = scene.coordinated(true); beside && std::abs(beside.day.ordinal - now.ordinal) < 8) {
            const int shift = 3 * !beside.is_end;
            return later(beside.day, modulo(number - beside.day.weekday() + shift, 7) - shift);
        }
    if (starts_with_any(scene.after(9), {U" deadline"})) return later(now, ahead_by);
    bool ahead = false;
    if (back == 6 && !scene.asking) {
        // So far back a writer says "last Friday", or the date, unless the verb says that it is over and nothing else speaks of
        // what is to come; and what somebody "said on Friday" is the news of the day, written where it already was tomorrow.
        const bool owns = is_any(scene.after(2), {U"'s", U"’s"});  // "Friday's vote" is either; of last Friday's one would say so
        // The lead of an article tells what is new, and a day of last week is not.
        const bool news = is_the_news(scene) || is_lead(scene), early = found.has("early") || ends_with_any(scene.before(9), {U"early on "}, true);
        ahead = owns || starts_with_any(scene.after(8), {U" edition"}) || scene.written_tomorrow || early || news ||
                scene.tense() != Tense::before || is_promised(scene);
        scene.written_tomorrow |= news;
    } else {
        static const TextPattern OWNS(U"['’]s(?! [^.!?;]{0,50}\\b(?:is|are) (?:expected|due|set|scheduled)\\b)");
        const bool late = found.has("late") || ends_with_any(scene.before(8), {U"late on ", U" late "}, true);  // "the cut late on Friday is likely to help"
        ahead = scene.ahead() && ((back > 1 && !late) || (!OWNS.match(scene.after(80)) && is_next_weeks(scene, late)));
    }
    return later(now, ahead ? ahead_by : -back);
}

inline Meaning weekday(const Found& found, Scene& scene) {
    static const TextPattern NEWSPAPER(U" (?:Times|Mail|Telegraph|Mirror|Express|Post|Independent|Herald|Tribune|Star|Business)\\b");
    if (is_any(scene.before(4), {U"The ", U"the "}) && NEWSPAPER.match(scene.after(14))) return {};  // the Sunday Times
    const Day day = is_any_week(scene) ? Day{} : day_of_weekday(found, scene);
    return day ? of_day(day) : Meaning(unresolved(any_weekday(weekday_of(found))));
}

inline Meaning short_weekday(const Found& found, Scene& scene) { return weekday(found, scene); }

inline Meaning deictic(const Found& found, Scene& scene) {
    const std::string_view word = found.one_of({"today", "yesterday", "tomorrow"});
    const int step = (word == "tomorrow") - (word == "yesterday");
    if (ends_with_any(scene.before(4), {U"USA "})) return {};  // the newspaper
    static const TextPattern OF_OUR_TIME(U"['’]s (?:(?:[a-z]+ )?(?:world|youth|society|generation|technology|computers|standards|teenagers|children|kids|youngsters))\\b");
    if (!step && OF_OUR_TIME.match(scene.after(30))) return {};  // "in today's world"
    if (!scene.published) return unresolved(step ? "XXXX-XX-XX" : "PRESENT_REF");
    return of_day(later(scene.published, step));
}

inline Meaning day_beyond(const Found& found, Scene& scene) {
    if (!scene.published) return unresolved("XXXX-XX-XX");
    return of_day(later(scene.published, found.has("yesterday") ? -2 : 2));
}

}  // namespace searchlib::dates
