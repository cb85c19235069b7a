// Which days lie between two that a text joins? "from Thursday to Saturday" speaks of the Friday, too.
//
// The two ends stay mentions of their own, as TIMEX3 has them; an index files the range beside them. Not for: years that the
// grammar reads as one ("2008/09").
#pragma once
#include <vector>

#include "date_days.hpp"

namespace searchlib::dates {

struct Mention {
    std::size_t start = 0, end = 0;
    Reading reading;  // with its days, if it has any
};

// The ranges that neighbouring mentions are the ends of, behind `ranges`; none where a thing was moved from one day to another.
inline void ranges_between(Text text, const std::vector<Mention>& mentions, std::vector<Mention>& ranges) {
    static const TextPattern JOINED(U"\\s*(?:to|through|until|till|-|–|—)\\s*(?:the\\s+)?", true);
    static const TextPattern FROM(U"\\b(?:from|between)\\s+(?:late\\s+|early\\s+)?(?:on\\s+)?$", true);
    static const TextPattern MOVED(U"\\b(?:postpon|resched|mov|shift|push|delay|brought|put)\\w*\\b[^.]*$", true);
    constexpr std::size_t FARTHEST = 14, LOOK_BACK = 60;
    auto is_day = [](const Reading& reading) { return reading.days && (reading.kind == Kind::date || reading.kind == Kind::time); };
    for (std::size_t i = 1; i < mentions.size(); ++i) {
        const Mention &one = mentions[i - 1], &other = mentions[i];
        const Reading &from = one.reading, &to = other.reading;
        if (other.start < one.end || other.start - one.end > FARTHEST || !is_day(from) || !is_day(to)) continue;
        if (from.days.last >= to.days.first) continue;
        const Text between = slice(text, static_cast<std::ptrdiff_t>(one.end), other.start);
        const Text before = slice(text, static_cast<std::ptrdiff_t>(one.start) - static_cast<std::ptrdiff_t>(LOOK_BACK), one.start);
        const bool both = same_letters(without_space_around(between), U"and") && ends_with_any(without_space_behind(before), {U"between"}, true);
        if (!both && !JOINED.whole(between)) continue;
        // Without "from" the ends must be of a kind: "Monday to Friday", "April-June", but not "January 17 - October figures".
        const bool years = from.value.size() == 4 && to.value.size() == 4 && between.size() < 4;  // "1939-1945"
        const bool alike = years || (from.value.size() == to.value.size() && from.value.substr(0, 4) == to.value.substr(0, 4));
        if (MOVED.search(before) || !(alike || FROM.search(before))) continue;
        const bool nested = from.value.find('/') != std::string::npos || to.value.find('/') != std::string::npos;
        const std::string value = nested ? day_range(from.days.first, to.days.last) : from.value.substr(0, 10) + "/" + to.value.substr(0, 10);
        const How how = from.how == How::absolute && to.how == How::absolute ? How::absolute : How::relative;
        ranges.push_back({one.start, other.end, {Kind::date, value, how, {from.days.first, to.days.last}}});
    }
}

}  // namespace searchlib::dates
