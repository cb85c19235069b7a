// Months without a year: "in May", "mid-November", "this June"; and what is no month: a name, a verb, a walk.
#pragma once
#include "date_days.hpp"

namespace searchlib::dates {

inline const TextPattern SOMEBODY(U"\\b(?:Mr|Mrs|Ms|Dr|Minister|President|Secretary|Theresa|Sir|Lord|Lady|Senator)\\.? May\\b");

// Where a Mrs May is told of, "May's decision" and "May said" are hers.
inline bool is_somebody(const Scene& scene) {
    if (!starts_with_any(scene.after(), {U"'s ", U"’s ", U" said", U" told", U" has ", U" had "})) return false;
    return bool(SOMEBODY.search(scene.text));
}

// "May" begins a question or is a name; "march" is a walk; in a query nothing is.
inline bool is_no_month(std::string_view name, const Found& found, const Scene& scene) {
    static const TextPattern HYPHENED(U"-(?!to\\b)[a-z]");
    static const TextPattern JOINED(U"\\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?[/–-]$");
    static const TextPattern OF_A_SENTENCE(U"(?:^| )[a-z][a-z'-]*[a-z] $");
    static const TextPattern WALK(U" (?:on|for|of|to|against|past|through|in|from)\\b");
    static const TextPattern THING(U" [a-z]|'s ");
    static const TextPattern HEAD(U"(?:^|\\n|[.!?:\"”] )$"), TOLD(U" (?:was|is|were|saw|brought)\\b");
    static const TextPattern FIGURES(
        U" (?:(?:same-store|retail|new|existing|durable|housing|consumer|industrial|auto|car|home|factory|jobless|pending|light|vehicle|wholesale|producer) ){0,2}"
        U"(?:sales|data|figures|jobs|payrolls?|exports|imports|output|inflation|confidence|starts|prices|production|orders|spending|loans|traffic|deliveries)\\b");
    static const TextPattern SHORT_NAME(U" (?:[A-Z]{2}|[A-Z]\\.)");
    // "Marriott ( MAR.N )", "(MAR)"
    static const TextPattern TICKER(U"\\.[A-Z]|\\)");
    if (found.has(Part::MONTHABBR) && is_upper(scene.text[scene.start + 1]) && (TICKER.match(scene.after(3)) || ends_with_any(scene.before(5), {U" the ", U"The "}))) return true;
    const bool march = name == "march", may = name == "may", abbreviated = name == "jan" || name == "mar";
    if (scene.asking || found.words.size() > 1) return false;
    if (!may && !march && !abbreviated && name != "april" && name != "june" && name != "august") return false;
    if (HYPHENED.match(scene.after(4))) return true;  // Mar-a-Lago
    if (may && is_somebody(scene)) return true;
    // "Toyota August sales", "March housing starts fall", "as early as May"
    if (!(may && SOMEBODY.search(scene.text)) && FIGURES.match(scene.after(40))) return false;
    if (ends_with_any(scene.before(9), {U"early as ", U"soon as ", U"late as "})) return false;
    if (march && HEAD.search(scene.before(3)) && TOLD.match(scene.after(9))) return false;
    if (JOINED.search(scene.before(12))) return false;  // January-March
    const Text before = scene.before(16);
    Text word;
    split_words(before, [&](Text one) { word = one; });
    if (is_any(word, {U"in", U"since", U"until", U"last", U"from", U"during"}, true)) return false;
    const bool named = !word.empty() && is_upper(word[0]) && word.back() != ',' && word.back() != '.' && !ends_with_any(word, {U"'s", U"’s"});
    const bool beside = !before.empty() && (before.back() - U'a' < 26 || before.back() == ',' || before.back() == ' ');
    if (named && beside && !march && !abbreviated) return true;  // Theresa May, after another capital
    if (!may && !march) {
        const Text after = scene.after(2);
        if (is_any(word, {U"of", U"the", U"a", U"an", U"its", U"their", U"our"}) || SHORT_NAME.match(scene.after(4))) return false;
        return after.starts_with(U' ') && after.size() > 1 && is_upper(after[1]);
    }
    // "Said March bookings", "its May sales": a verb has no capital there; but "the March on Rome".
    const Text after = scene.after(9);
    if (!abbreviated && OF_A_SENTENCE.search(scene.before()) && THING.match(after) && (march ? !WALK.match(after) : !SOMEBODY.search(scene.text))) return false;
    while (word.ends_with(U'(')) word.remove_suffix(1);
    if (march && is_any(word, {U"a", U"an"}, true) && WALK.match(after)) return true;
    return !is_any(word,
                   {U"in",    U"since", U"until",   U"by",  U"of",     U"from", U"to",     U"through", U"and", U"during", U"before",
                    U"after", U"for",   U"last",    U"till", U"between", U"or", U"around", U"about", U"into", U"this", U"the",     U"a",   U"an",   U"its"},
                   true);
}

inline bool is_month_ahead(int number, Day now, Scene& scene) {
    static const TextPattern LEVELS(U"(?:[-–][A-Z][a-z]+)? (?:levels?|figures?|estimates?|readings?)\\b");
    static const TextPattern OWNED(U"\\b(?:its|his|her|their) $", true);
    static const TextPattern AFTER(U"\\b(?:after|since|following|from) the $", true);
    const int distance = modulo(number - now.month, 12);
    if (distance > 9) return false;  // this quarter's months, whatever the verb
    // "from October-December levels", "to clean up its November spill", "the town recovers after the March storm"
    static const TextPattern OF_A_YEAR(U"\\b(?:this|last) year,? (?:in|between|from|since|by) $");
    if (scene.start - scene.last_end < 12 && number < now.month && OF_A_YEAR.search(scene.before(20))) return false;
    static const TextPattern FIGURES(U"[-–][A-Z][a-z]+ (?:period|quarter|results|earnings|figures|data|sales)\\b");
    static const TextPattern AGREED(U"\\b(?:agreed|decided|offered) to\\b[^.]*$");
    if (distance > 6 && FIGURES.match(scene.after())) return false;
    if (distance > 4 && AGREED.search(scene.before(100))) return false;  // that was then
    static const TextPattern TOLD(U" that (?:[a-z]+ed|said|found|was|were|had)\\b");
    if (TOLD.match(scene.after())) return false;  // "the ruling from October that said"
    if (ends_with_any(scene.before(6), {U" from "}) && LEVELS.match(scene.after())) return false;
    if (distance > 5 && OWNED.search(scene.before(7))) return false;
    if (ends_with_any(scene.before(5), {U" the "}) && AFTER.search(scene.before(14)) && is_of_a_thing(scene) && scene.tense() != Tense::ahead) return false;
    // What lasts until a month that begins soon has that month ahead of it, whatever the verb.
    if (distance <= 3 && ends_with_any(scene.before(10), {U" until ", U" by ", U" before ", U" through ", U" into ", U"ending in "}, true)) return true;
    // Where no verb tells, a month that this year has had is that one.
    const Tense tense = scene.tense();
    static const TextPattern EVENT(U"\\b(?:elections?|referendum|summit|ballot|World Cup|Olympics) (?:due |set |scheduled |planned )?in $");
    if (tense != Tense::before && EVENT.search(scene.before(36))) return true;  // "it faces an election in August"
    return tense == Tense::ahead || (tense != Tense::before && distance <= (number > now.month ? 3 : 1));
}

// "It fell in the January-November period", written in March: the end of the range is over, too, so both are of the year before.
inline bool ends_after(int number, Day now, Scene& scene) {
    static const TextPattern END(U"(?:-|–| to | through )((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\\b(?! \\d)");
    const Text after = scene.after(20);
    const TextPattern::Match end = number <= now.month ? END.match(after) : TextPattern::Match{};
    return end && month_number(caught(end(after, 0))) > now.month && scene.tense() == Tense::before;
}

// A month without a year: the next where the sentence looks ahead, else the last.
inline Meaning month(const Found& found, Scene& scene) {
    const Day now = scene.published;
    const int number = month_of(found);
    if (is_no_month(month_name(found), found, scene)) return {};
    if (!now) return unresolved(any_year(number));
    if (const int year = that_year(found, scene)) return absolute(joined(year, "-", number), How::anaphoric, &found);
    if (found.has("following") || found.has("previous")) {  // "sentenced the following May"
        const Reading* last = scene.anchor();
        const Day base = last && last->days ? last->days.first : now;
        const int step = found.has("following") ? number <= base.month : -(number >= base.month);
        return absolute(joined(base.year + step, "-", number), How::anaphoric);
    }
    const std::string_view which = found.one_of({"last", "next", "this", "past", "coming"});
    if (const int year = which.empty() && !scene.asking ? year_of_the_end(number, scene) : 0) return absolute(joined(year, "-", number), found);
    if (const int year = which.empty() ? scene.story_year() : 0) return absolute(joined(year, "-", number), How::anaphoric, &found);
    // "the end of March", "mid-March" narrow the month; "last March" does not say which part.
    int year = now.year;
    if (which == "last" || which == "past") {
        year -= number >= now.month;
    } else if (which == "next" || which == "coming") {
        year += number <= now.month;
    } else if (which != "this") {
        if (const Scene::Joined beside = scene.coordinated(false)) {
            const int apart = number - beside.day.month, months = beside.is_end ? modulo(apart, 12) : modulo(apart + 5, 12) - 5;
            year = beside.day.year + (beside.day.month + 11 + months) / 12 - 1;
        } else if (ends_after(number, now, scene)) {
            --year;
        } else if (number != now.month && is_month_ahead(number, now, scene)) {
            year += number < now.month;
        } else {
            year -= number > now.month;
        }
    }
    return relative(joined(year, "-", number), &found);
}

}  // namespace searchlib::dates
