// What only searchers type: "weekend", "past month", "year to date", "end of 2023", "H1 2024".
#pragma once
#include "date_relative.hpp"

namespace searchlib::dates {

inline Meaning short_unit(const Found& found, Scene& scene) {
    const Day now = scene.published;
    if (!now) return unresolved("PAST_REF");
    const std::string_view unit = found.one_of({"weekend", "week", "month", "quarter", "year", "decade"});
    if (unit == "weekend") {
        const std::string_view which = found.one_of({"last", "past", "next", "this"});
        const int step = which == "next" ? 1 : which == "this" || (which.empty() && now.weekday() > 4) ? 0 : -1;
        const Day day = later(now, 7 * step - now.weekday());
        return day ? relative(week_value(day) + "-WE") : Meaning();
    }
    if (found.has("date")) {
        const Meaning whole = reading_of_unit(now, unit, 0);
        return whole && whole->days ? relative(day_range(whole->days.first, now)) : Meaning();
    }
    if (found.has("past")) {
        const Day start = unit == "week"      ? shifted(now, -6, 'D')
                          : unit == "month"   ? shifted(now, -1, 'M')
                          : unit == "quarter" ? shifted(now, -3, 'M')
                          : unit == "year"    ? shifted(now, -1, 'Y')
                                              : shifted(now, -10, 'Y');
        return start ? relative(day_range(start, now)) : Meaning();
    }
    return reading_of_unit(now, unit, found.has("previous") ? -1 : 0);
}

inline Meaning end_of_year(const Found& found, Scene&) {
    const std::string month = month_name(found).empty() ? "" : "-" + padded(month_of(found), 2);
    return absolute(std::string(found.get(Part::YEAR)) + month, found);
}

inline Meaning half_figure(const Found& found, Scene&) {
    return absolute(std::string(found.get(Part::YEAR)) + (found.text.find("h1") != std::string::npos ? "-H1" : "-H2"));
}

}  // namespace searchlib::dates
