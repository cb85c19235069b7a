// What does each rule of the grammar mean? The function of each rule, by the rule's name: a match and its scene give a Reading.
//
// A function gives nothing where the words are no such expression after all (30 February, "may" as a verb).
#pragma once
#include "date_ago.hpp"
#include "date_holidays.hpp"
#include "date_often.hpp"
#include "date_queries.hpp"

namespace searchlib::dates {

struct Rule {
    enum Trait : std::uint8_t {
        ANY_LANGUAGE = 1,    // figures are read in any
        OF_THESE_DAYS = 2,   // speaks of the days around publication
        QUARTERLY = 4,       // may say which quarter figures are told of
        LONGER = 8,          // periods that earnings are told of besides the quarter: "the first nine months", "the year"
        THE_UNIT = 16,
        OF_A_MONTH = 32,     // more days of it may follow: "March 20 and 21"
        OF_TWO_ENDS = 64,    // in a text its ends are two mentions: "March 20"-"21"
    };
    std::string_view name;
    Meaning (*read)(const Found&, Scene&);
    std::uint8_t traits = 0;
};

inline constexpr Rule RULES[] = {
    {"full_day", full_day, Rule::OF_THESE_DAYS}, {"iso_day", iso_day, Rule::ANY_LANGUAGE}, {"iso_moment", iso_moment, Rule::ANY_LANGUAGE},
    {"slashed_day", slashed_day, Rule::ANY_LANGUAGE}, {"dotted_day", dotted_day, Rule::ANY_LANGUAGE}, {"compact_day", compact_day},
    {"month_year", month_year, Rule::OF_THESE_DAYS}, {"year_month", year_month}, {"iso_week", iso_week}, {"year", year}, {"short_year", short_year}, {"september_eleventh", september_eleventh}, {"year_range", year_range, Rule::OF_TWO_ENDS},
    {"decade", decade}, {"century", century},
    {"month_day", month_day, Rule::OF_A_MONTH}, {"days_of_month", days_of_month, Rule::OF_TWO_ENDS}, {"weekday", weekday, Rule::OF_THESE_DAYS}, {"short_weekday", short_weekday},
    {"deictic", deictic, Rule::OF_THESE_DAYS}, {"day_beyond", day_beyond}, {"day_part", day_part, Rule::OF_THESE_DAYS},
    {"tonight", tonight, Rule::OF_THESE_DAYS}, {"overnight", overnight}, {"small_hours", small_hours}, {"part_of_day", part_of_day}, {"moment", moment}, {"clock", clock},
    {"unit_which", unit_which, Rule::OF_THESE_DAYS | Rule::QUARTERLY}, {"week_of", week_of}, {"month", month},
    {"quarter", quarter, Rule::QUARTERLY}, {"quarter_of_months", quarter_of_months, Rule::QUARTERLY}, {"quarter_figure", quarter_figure, Rule::QUARTERLY}, {"half", half}, {"season", season},
    {"bare_spring", bare_spring}, {"holiday", holiday},
    {"unit_beside", unit_beside}, {"weekday_beside", weekday_beside}, {"part_beside", part_beside}, {"few_beside", few_beside},
    {"latest_period", latest_period, Rule::QUARTERLY}, {"the_unit", the_unit, Rule::OF_THESE_DAYS | Rule::LONGER | Rule::THE_UNIT},
    {"year_before", year_before},
    {"ago", ago, Rule::OF_THESE_DAYS}, {"long_ago", long_ago}, {"present", present}, {"past", past}, {"at_the_time", at_the_time}, {"the_past", the_past}, {"future", future},
    {"duration", duration, Rule::LONGER}, {"bare_span", bare_span}, {"duration_range", duration_range},
    {"past_span", past_span, Rule::LONGER}, {"short_span", short_span}, {"vague_span", vague_span},
    {"often", often}, {"every", every}, {"rate", rate}, {"weekdays", weekdays},
    {"short_unit", short_unit}, {"end_of_year", end_of_year}, {"half_figure", half_figure},
};

inline const Rule& rule_named(std::string_view name) {
    for (const Rule& rule : RULES)
        if (rule.name == name) return rule;
    throw std::invalid_argument("no reading for the rule " + std::string(name));
}

}  // namespace searchlib::dates
