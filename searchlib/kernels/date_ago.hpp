// So long ago or ahead, and what is said of now, the past and the future without a date.
#pragma once
#include "date_beside.hpp"
#include "date_spans.hpp"

namespace searchlib::dates {

// The day, week, month, year or decade that lies so far off, as coarse as the unit.
inline Meaning moved(Day base, double count, std::string_view unit, How how) {
    if (count != std::floor(count)) {
        const int months = unit == "year" ? 12 : unit == "decade" ? 120 : unit == "century" ? 1200 : 0;
        if (!months) return unresolved(count < 0 ? "PAST_REF" : "FUTURE_REF");
        const Day day = shifted(base, static_cast<int>(std::lrint(count * months)), 'M');
        return day ? known_as(relative(unit == "year" ? month_value(day) : padded(day.year, 4)), how) : Meaning();
    }
    const char letter = unit == "day" ? 'D' : unit == "week" ? 'W' : unit == "month" || unit == "quarter" ? 'M' : 'Y';
    const int scale = unit == "quarter" ? 3 : unit == "decade" ? 10 : unit == "century" ? 100 : 1;
    const Day day = shifted(base, static_cast<int>(count) * scale, letter);
    if (!day) return {};
    return known_as(relative(unit == "day"       ? told(day)
                             : unit == "week"    ? week_value(day)
                             : unit == "month"   ? month_value(day)
                             : unit == "quarter" ? quarter_value(day.year, day.quarter())
                                                 : padded(day.year, 4)),
                    how);
}

// "three weeks ago" from publication; "earlier" and "later" from the last mention.
inline Meaning ago(const Found& found, Scene& scene) {
    std::string_view text = found.text;
    if (text.starts_with("just ")) text.remove_prefix(5);
    Count count = number_of(first_of_two(text));
    const std::string_view named = found.has(Part::UNITS) ? found.get(Part::UNITS) : found.get(Part::UNIT);
    std::string_view unit = singular(named.empty() ? found.one_of({"decade", "century", "year", "month", "week", "day"}) : named);
    const std::string_view small = found.has(Part::SMALLUNIT) ? found.get(Part::SMALLUNIT) : found.get(Part::SMALLUNITS);
    const bool from_a_mention = found.has("earlier") || found.has("later"), ahead = found.has("later") || found.has("from");
    if (!count) return unresolved("PAST_REF");
    if (unit == "fortnight") unit = "week", *count *= 2;
    if (from_a_mention && scene.after(5) == U" than") return span(count, small.empty() ? unit : singular(small));
    if (found.has("back") && is_any(scene.after(4), {U" to ", U" in ", U" hom"})) return {};
    Day base = scene.published;
    How how = How::relative;
    const bool a_year_back = unit == "year" && *count == 1 && !ahead;
    if (a_year_back)
        if (const Meaning month = month_earlier(scene)) return month;
    if (from_a_mention) {
        const Reading* last = scene.anchor();
        const Days days = last ? last->days : Days{};
        const bool finer = days && unit == "day" && days.first != days.last;
        const bool coarse = days && !ahead && (unit == "month" || unit == "week") && days.last.ordinal - days.first.ordinal > 31;
        if (coarse && (days.last.ordinal - days.first.ordinal > 150 || days.last.month != 12)) {
            if (!scene.story_year()) base = scene.published;  // "the lowest since the 1980s, from 5 percent a month earlier"
            else base = days.first, how = How::anaphoric;
        } else if (coarse) {
            base = days.last, how = How::anaphoric;  // "at the end of 2016 from 13 percent three months earlier"
        } else if (days) base = finer ? scene.day_to_count_from(!ahead) : days.first, how = How::anaphoric;
        if (finer && !base) return unresolved("XXXX-XX-XX");  // days from a month or year: nobody said which
        if (a_year_back) return year_earlier(scene, true);
    } else if (a_year_back && !scene.compared.empty() && (text == "a year ago" || (text == "one year ago" && ends_with_any(scene.before(5), {U"from ", U"than "})))) {
        return year_earlier(scene, false);
    }
    if (!base) return unresolved(ahead ? "FUTURE_REF" : "PAST_REF");
    if (small.empty()) {
        Meaning reading = moved(base, ahead ? *count : -*count, unit, how);
        if (reading && a_year_back) reading->anchors = false;  // "better than a year ago" compares; the story goes on in its own year
        return reading;
    }
    // The hour of publication is not known, so no more than the day can be said.
    const int days = small.starts_with("hour") ? static_cast<int>(std::floor(*count / 24)) : 0;
    const Day day = shifted(base, ahead ? days : -days, 'D');
    return day ? Meaning(Reading{Kind::time, told(day), How::relative, {day, day}, false}) : Meaning();
}

inline Meaning long_ago(const Found& found, Scene& scene) {
    if (found.has("couple")) return ago(found, scene);
    if (found.text == "long ago" && (scene.after(4) == U" as " || ends_with_any(scene.before(4), {U"how "}, true))) return {};
    return unresolved("PAST_REF");
}

// --- now and then ------------------------------------------------------------------------------------------------------------

inline Meaning present(const Found& found, Scene& scene) {
    if (scene.asking && scene.published) return of_day(scene.published);
    if ((found.has("moment") || found.has("time")) && !same_letters(without_space_around(scene.before(4)), U"at")) return {};
    if (found.text == "now" && starts_with_any(scene.after(10), {U" and again", U" and then"})) return {};
    if (found.text == "now" && (scene.after(1) == U"-" || scene.expression() == U"NoW")) return {};  // the NoW was a newspaper
    return unresolved("PRESENT_REF");
}

inline Meaning past(const Found&, Scene&) { return unresolved("PAST_REF"); }

// "He said at the time that", "it was open at the time."; but "at the time of the sale".
inline Meaning at_the_time(const Found&, Scene& scene) {
    static const TextPattern SAID(U"\\b(?:said|says?|saying|told [A-Z]?\\w+|warned|wrote|reported|announced|explained|noted|added|argued|called it) at $"), END(U"[.,;!?)\"”]");
    const bool at = ends_with_any(scene.before(4), {U" at ", U"At "});
    return at && (SAID.search(scene.before(24)) || END.match(scene.after(1))) ? Meaning(unresolved("PAST_REF")) : Meaning();
}

// "the future status of"
inline bool is_of_a_noun(const Scene& scene) {
    static const TextPattern OF_A_NOUN(
        U"\\s+(?!(?:and|or|but|that|when|as|if|is|was|were|will|would|has|had|have|he|she|it|they|we|you|I|to|by|with|for|on|in|at|"
        U"because|so|than|said|of|through|from|about|even|thanks|given|despite|amid|instead|rather|once|since|until|where|how|what|due|including|whether|"
        U"could|may|might|can|must|do|does|did|not|then|too|also|there|under|if|though|although|while|without|unless|they|this|after|before|should)\\b)[a-z\\d]");
    return bool(OF_A_NOUN.match(scene.after(16)));
}

inline Meaning the_past(const Found& found, Scene& scene) {
    const bool in = ends_with_any(scene.before(4), {U"in "}, true);
    return (in || found.has("recent")) && !is_of_a_noun(scene) ? Meaning(unresolved("PAST_REF")) : Meaning();
}

inline Meaning future(const Found& found, Scene& scene) {
    static const TextPattern CLAUSE(U"$|[.,;:)]| (?:there|it|he|she|they|we|will|would|and|to be)\\b");
    if (found.text == "future" && !(ends_with_any(scene.before(4), {U" in ", U"In "}) && CLAUSE.match(scene.after(9)))) return {};
    static const TextPattern PAST_NEXT(U"\\s+(?:\\w+ed|became|began|found|was|were|had)\\b");
    static const TextPattern SUBJECT(U" (?:the|an?|its|our|their|your)\\b");
    if ((found.text == "the future" || (found.has("term") && !SUBJECT.match(scene.after(7)))) && is_of_a_noun(scene)) return {};
    if (found.text == "soon") {
        if (scene.tense() == Tense::before) return {};  // seen from then, not from now
        if (same_letters(scene.before(3), U"as ") || starts_with_any(scene.after(9), {U" as", U" after", U"-"}, true)) return {};
        if (PAST_NEXT.match(scene.after(16))) return {};
    }
    if (starts_with_any(scene.after(4), {U" of "}, true) && !found.has("near")) return {};
    return unresolved("FUTURE_REF");
}

}  // namespace searchlib::dates
