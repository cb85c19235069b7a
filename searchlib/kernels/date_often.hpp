// How often: "daily", "every Monday", "twice a week", "Tuesdays".
#pragma once
#include "date_holidays.hpp"
#include "date_spans.hpp"
#include "date_times.hpp"

namespace searchlib::dates {

inline Meaning often(const Found& found, Scene& scene) {
    static const TextPattern NAME_BEFORE(U"[A-Z]\\w*(?:['’]s)? $");
    const std::string_view text = found.text;
    if ((text == "daily" || text == "weekly" || text == "monthly" || text == "nightly") && is_upper(scene.text[scene.start])) {
        const Text after = scene.after(2);
        if ((after.size() == 2 && is_upper(after[1])) || NAME_BEFORE.search(scene.before())) return {};  // the Daily Telegraph
    }
    // "The business daily Handelsblatt" is a newspaper; "average daily volume" a rate.
    static const TextPattern NEWSPAPER(U" [A-Z][a-z]{2}");
    if ((text == "daily" || text == "weekly" || text == "monthly") && (NEWSPAPER.match(scene.after(5)) || ends_with_any(scene.before(8), {U"average "}, true))) return {};
    // Quarterly results, monthly data and the earth's yearly orbit are not told of as often.
    static const TextPattern ADVERB(U" (?:and|or|but|instead|rather|to|in|on|by|from|since|for|with|at|as|until|through|if|because)\\b");
    const bool adjective = scene.after(1) == U" " && !ADVERB.match(scene.after(12));
    if ((text == "quarterly" || text == "monthly" || text == "yearly" || text == "hourly") && adjective) return {};
    static const TextPattern BUSINESS(U"\\b(?:business|news|newspaper|financial|sports|tabloid|economic|leading|French|German|Italian|Spanish|state-run) $");
    if ((text == "daily" || text == "weekly") && BUSINESS.search(scene.before(12))) return {};  // the business daily said
    if (scene.after(1) == U"-") return {};  // hourly-paid
    if (text == "hourly") return repeated("PT1H");
    return repeated(std::string("P1") + (text == "weekly" ? 'W' : text == "monthly" ? 'M' : text == "quarterly" ? 'Q' : text == "annually" || text == "yearly" ? 'Y' : 'D'));
}

inline Meaning every(const Found& found, Scene& scene) {
    static const TextPattern THING(U" [a-z]");
    const std::string_view part = found.get(Part::PART), text = found.text;
    if (found.has(Part::WEEKDAY)) return repeated(any_weekday(weekday_of(found)) + (part.empty() ? "" : part_letters(part)));
    if (found.has(Part::SEASON)) return repeated("XXXX-" + std::string(season_letters(found.get(Part::SEASON))));
    if (!month_name(found).empty()) return repeated(any_year(month_of(found)));
    if (const Day one = holiday_in(found, 2001)) {
        const bool movable = told(holiday_in(found, 2002)).substr(4) != told(one).substr(4);
        return repeated(movable ? "P1Y" : any_year(one.month, one.day));
    }
    if (found.get(Part::SMALLUNIT) == "second" && THING.match(scene.after(2))) return {};  // each other one
    if (const std::string_view time = found.one_of({"morning", "afternoon", "evening", "night"}); !time.empty()) return repeated("XXXX-XX-XX" + part_letters(time));
    const bool many = found.has(Part::UNITS) || found.has(Part::SMALLUNITS);
    const Count count = many ? number_of(text.substr(std::min(text.find(' '), text.size() - 1) + 1)) : Count(found.has("other") ? 2.0 : 1.0);
    return repeated(span_value(count, unit_in(found)));
}

inline Meaning rate(const Found& found, Scene& scene) {
    static const TextPattern OTHER(U"[ -](?:ago|earlier|later|before|after|old)\\b");
    if (!OTHER.match(scene.after(9))) return repeated(span_value(1.0, unit_in(found)));
    // "82 days a month earlier"
    const std::string_view text = found.text, unit = found.one_of({"days", "nights", "hours", "minutes", "weeks", "months"});
    if (unit.empty() || unit == "nights") return {};
    const std::size_t size = text.find(unit) + unit.size();
    scene.take_only(size);
    return span(number_of(text.substr(0, size)), singular(unit));
}

inline Meaning weekdays(const Found& found, Scene&) {
    if (found.text == "weekends") return repeated("XXXX-WXX-WE");
    return repeated(any_weekday(weekday_of(found)) + (found.has(Part::PARTS) ? part_letters(found.get(Part::PARTS)) : ""));
}

}  // namespace searchlib::dates
