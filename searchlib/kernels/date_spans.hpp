// How long: "three years", "2 1/2 hours", "the past 30 days", "recent weeks".
#pragma once
#include <cmath>

#include "date_absolute.hpp"

namespace searchlib::dates {

using Count = std::optional<double>;

struct Unit {
    std::string_view name;
    char letter;          // in TIMEX3
    int smaller;          // how many of what is written for a part of it
    char smaller_letter;
};
inline const Unit& unit_named(std::string_view name) {
    static constexpr Unit UNITS[] = {
        {"day", 'D', 24, 'H'},  {"week", 'W', 7, 'D'},     {"fortnight", 'W', 7, 'D'},     {"month", 'M', 30, 'D'}, {"quarter", 'Q', 3, 'M'},  {"year", 'Y', 12, 'M'},
        {"decade", 'E', 0, 0}, {"century", 'C', 0, 0}, {"second", 'S', 1, 'S'}, {"minute", 'M', 60, 'S'}, {"hour", 'H', 60, 'M'},
    };
    for (const Unit& unit : UNITS)
        if (unit.name == name) return unit;
    return UNITS[0];
}

// A unit in the singular.
inline std::string_view singular(std::string_view unit) {
    if (unit.starts_with("centurie")) return "century";
    return unit.ends_with('s') ? unit.substr(0, unit.size() - 1) : unit;
}

// The (last) unit of a match.
inline std::string_view unit_in(const Found& found) {
    for (const Part part : {Part::UNITS, Part::UNIT, Part::SMALLUNITS, Part::SMALLUNIT}) {
        std::string_view last;
        for (const auto& [one, text] : found.parts)
            if (one == part) last = text;
        if (!last.empty()) return singular(last);
    }
    return found.one_of({"decade", "century", "month", "week", "year", "day", "hour"});
}

// The TIMEX3 value of so many units; X for a number that is not told.
inline std::string span_value(Count count, std::string_view name) {
    if (count && name == "fortnight") *count *= 2;
    if (count && (name == "decade" || name == "century")) {
        *count *= name == "decade" ? 10 : 100;
        name = "year";
    }
    const Unit& unit = unit_named(name);
    const std::string head = name == "second" || name == "minute" || name == "hour" ? "PT" : "P";
    if (!count) return head + "X" + unit.letter;
    const double whole = std::floor(*count);
    const std::string many = std::to_string(static_cast<long>(whole));
    if (whole == *count) return head + many + unit.letter;
    if (name == "second") {  // 9.58
        std::string hundredths = std::to_string(std::lrint((*count - whole) * 100));
        if (hundredths.size() == 1) hundredths.insert(0, 1, '0');
        while (hundredths.ends_with('0')) hundredths.pop_back();
        return head + many + "." + hundredths + "S";
    }
    const std::string part = std::to_string(std::lrint((*count - whole) * unit.smaller)) + unit.smaller_letter;
    return head + (whole ? many + unit.letter : "") + (unit.smaller_letter == 'H' ? "T" : "") + part;
}

inline Meaning span(Count count, std::string_view unit) {
    return Reading{Kind::duration, span_value(count, unit), How::unresolved, {}, false};
}

// How often.
inline Reading repeated(std::string value) { return {Kind::set, std::move(value), How::unresolved, {}, false}; }

// Ages, three quarters of something, and what another expression begins with.
inline bool is_something_else(std::string_view unit, const Scene& scene) {
    const Text after = scene.after(10);
    if (starts_with_any(after, {U"-old", U" old", U" - old", U"-earlier", U"-ago", U"-to-date", U"-long", U" of age"}, true)) return true;
    return unit == "quarter" && (starts_with_any(after, {U" of"}, true) || scene.expression().find(U'-') != Text::npos);
}

// "$5 million over two years": there "over" is a preposition; "for over two years", "took over two years" are how long.
inline bool is_during(const Found& found, const Scene& scene) {
    static const TextPattern MEASURED(
        U"\\b(?:for|in|after|of|than|by|within|with|at|to|until|till|from|and|or|a|an|the|its|his|her|their|just|well|little|slightly|"
        U"takes?|took|taken|lasts?|lasted|spent|spend|spends|waited|served|been|is|are|was|were|had|has|have|now)\\s+$",
        true);
    return (found.text.starts_with("over ") || found.text.starts_with("under ")) && !MEASURED.search(scene.before(12));
}

// "half a point more than 10-year bonds", not "a more than 10-year delay".
inline bool is_more_than_a_thing(const Found& found, const Scene& scene) {
    static const TextPattern ARTICLE(U"\\b(?:an?|the|its|his|her|their|this|that)\\s+$", true);
    return (found.has("than") || found.text.starts_with("over ")) && found.text.find('-') != std::string::npos && found.has(Part::COUNT) &&
           (found.has(Part::UNIT) || found.has(Part::SMALLUNIT)) && !ARTICLE.search(scene.before(8));
}

// "$5 a year" is how often; "a year" how long; "a quarter of" no time at all.
inline Meaning with_article(const Scene& scene, std::string_view unit) {
    static const TextPattern PAID(
        U"(?:[$£€¥]\\s?\\d[\\d,.]*(?: (?:million|billion))?|\\d[\\d,.]* (?:dollars|euros|pounds|francs|yuan|rupees|rubles|roubles|percent|per cent)|\\d%)\\s+$");
    if (PAID.search(scene.before(30))) return repeated(span_value(1.0, unit));  // "$650,000 a year"
    static const TextPattern RATE(
        U"(?:\\d|\\b(?:dollars?|million|billion|pounds?|cents?|tons?|barrels?|people|flights|seats|percent|hours|points|shares|francs|yuan|rupees|rubles|roubles|crowns|pesos))\\s+$|%\\s+$|"
        U"\\b(?:\\d[\\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|dozens of|hundreds of|thousands of) [a-z]+s\\s+$");
    static const TextPattern OF_IT(U"\\s+(?:of|that|when|to remember|in which)\\b");
    if (scene.after(1) == U"-") return {};  // "on a year-over-year basis"
    if (scene.expression()[0] == U'A' && is_upper(scene.text[scene.end - unit.size()])) return {};  // "A Day Without Women"
    if (unit == "quarter" || unit == "second" || RATE.search(scene.before(40))) return {};
    if ((unit == "day" || unit == "week" || unit == "year") && OF_IT.match(scene.after(20)) && !ends_with_any(scene.before(7), {U"within "}, true)) return {};
    return span(1.0, unit);
}

inline Meaning duration(const Found& found, Scene& scene) {
    const std::string_view unit = found.has("nights") ? "day"sv : unit_in(found), text = found.text;
    if (!scene.asking && (is_something_else(unit, scene) || is_during(found, scene) || is_more_than_a_thing(found, scene))) return {};
    if (scene.expression() == U"60 Minutes") return {};  // a programme
    const bool hyphened = text.find('-') != text.npos;
    if (found.get(Part::SMALLUNIT) == "second" && !hyphened && !text.starts_with("one") && !text.starts_with("a split")) return {};  // another one
    for (const std::string_view plain : {"a day"sv, "a week"sv, "a month"sv, "a year"sv, "an hour"sv, "a minute"sv, "a quarter"sv, "a decade"sv})
        if (text == plain) return with_article(scene, unit);
    if ((text == "one day" || text == "one second" || text == "one minute") && starts_with_any(scene.after(8), {U" to ", U", the"}) &&
        !ends_with_any(scene.before(5), {U" for ", U"just "}, true))
        return {};
    if (unit == "quarter" && (text.starts_with("one ") || text.starts_with("another ")) && scene.after(4).starts_with(U" of")) return {};
    Count count = number_of(text);
    if (!count && found.has("an")) count = 1.0;
    if (count && *count >= 1900 && *count <= 2100 && found.has(Part::COUNT) && (found.has(Part::UNIT) || found.has(Part::SMALLUNIT)) && !hyphened) {
        if (!is_number(text.substr(0, 4))) return {};
        scene.take_only(4);  // "World Cup 2018 day five"
        return absolute(std::string(text.substr(0, 4)));
    }
    const bool vague = text.find("dozens") != text.npos || text.find("hundreds") != text.npos || text.find("thousands") != text.npos;
    return (count && *count != 0) || vague ? span(count, unit) : Meaning();
}

// "for years", "within weeks": how long, though not told; "years" alone is nothing.
inline Meaning bare_span(const Found& found, Scene& scene) {
    const Text before = scene.before(8);
    bool lasting = false;
    for (const Text word : {U" for "sv, U" within "sv, U" in "sv, U" over "sv, U" take "sv, U" takes "sv, U" took "sv, U" taken "sv, U" spent "sv})
        lasting |= ends_with_any(before, {word}, true) || same_letters(before, word.substr(1));
    static const TextPattern JUST(U"\\b(?:just|only) $|^$|[.!?:\"”\\n]\\s+$|\\n$", true), BESIDE(U" (?:before|after)\\b"), NONE(U"(?:\\b(?:the|of|first|last|these|those|more|many|few|next|s['’])|\\d) $", true);
    // "Just days before the vote", "a blast hours after the talks"
    const Text behind = scene.after(8);
    if (BESIDE.match(behind) && (JUST.search(scene.before(6)) || (behind[1] == U'a' && !lasting && !NONE.search(scene.before(8))))) return span({}, unit_in(found));
    return lasting && !is_any(scene.after(9), {U" before t", U" after the"}) ? span({}, unit_in(found)) : Meaning();
}

inline Meaning duration_range(const Found& found, Scene& scene) {
    if (!scene.asking && is_something_else(unit_in(found), scene)) return {};  // "18-to-34-year-olds"
    static const TextPattern BETWEEN(U"\\bto\\b|\\bor\\b");
    const std::string_view text = found.text;
    std::size_t end = 0;
    auto is_word = [&](std::size_t at) { return at < text.size() && is_word_character(static_cast<unsigned char>(text[at])); };
    for (; end < text.size(); ++end)
        if ((text[end] == '-' && end && is_word(end - 1) && is_word(end + 1)) || BETWEEN.match(text, end)) break;
    return span(number_of(text.substr(0, end)), unit_in(found));
}

// The days up to publication ("the past three months"), or from it on.
inline Days beside_now(Count count, const Found& found, const Scene& scene, std::string_view unit) {
    const Day now = scene.published;
    const std::string_view which = found.one_of({"past", "last", "next", "coming"});
    const char letter = unit == "day" ? 'D' : unit == "week" ? 'W' : unit == "month" || unit == "quarter" ? 'M' : unit == "year" || unit == "decade" ? 'Y' : 0;
    if (!now || !count || *count == 0 || *count != std::floor(*count) || !letter || which.empty()) return {};
    const bool ahead = which == "next" || which == "coming";
    const int units = static_cast<int>(*count) * (unit == "quarter" ? 3 : unit == "decade" ? 10 : 1);
    const Day other = shifted(now, ahead ? units : -units, letter);
    if (!other) return {};
    if (ahead) return {now, other};
    // "the last 30 days" end today: the 30th day back is not among them.
    const Day first = shifted(other, 1, 'D');
    return {first ? first : other, now};
}

inline Meaning span_with_days(Count count, const Found& found, const Scene& scene, std::string_view unit) {
    Meaning reading = span(count, unit);
    reading->days = beside_now(count, found, scene, unit);
    if (reading->days) reading->how = How::relative;
    return reading;
}

inline Meaning past_span(const Found& found, Scene& scene) {
    static const TextPattern WHICH(U"\\b(?:first|second|last|past|next|latest|previous|following|coming|final)\\b");
    static const TextPattern TO_LAST(U"\\b(?:to|will|would|can|could|may|might|should|must|not|only|usually|often|typically)\\s+$|n['’]t\\s+$", true);
    if (found.text.starts_with("last ") && TO_LAST.search(scene.before(12))) return {};  // "expected to last four months"
    return span_with_days(number_of(without(WHICH, found.text)), found, scene, unit_in(found));
}

inline Meaning short_span(const Found& found, Scene& scene) { return past_span(found, scene); }

inline Meaning vague_span(const Found& found, Scene& scene) {
    const std::string_view text = found.text, unit = unit_in(found);
    if (found.words.size() <= 3 && found.has("coming")) return unresolved("FUTURE_REF");  // which these are, nobody knows yet
    const bool bare = found.words.size() == 3 && (text.starts_with("the last ") || text.starts_with("the next "));
    if ((bare || text.ends_with(" ahead")) && starts_with_any(scene.after(4), {U" of "})) return {};  // the last weeks of the war, days ahead of it
    if (text.ends_with("long")) {
        if (text.find('-') == text.npos) return span(1.0, text.substr(0, text.size() - 4));
        const bool counted = found.has(Part::CARDINAL) || found.has(Part::COUNT), many = found.has(Part::UNITS) || found.has(Part::SMALLUNITS);
        if (text.ends_with("-long")) return span(counted ? number_of(text) : many ? Count() : Count(1.0), unit);
    }
    return span_with_days(found.has("couple") ? number_of(text) : Count(), found, scene, unit);
}

}  // namespace searchlib::dates
