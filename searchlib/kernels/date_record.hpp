// How does a store write the mentions of a text? As JSON, an array a mention, in the form that segments/store.py reads.
#pragma once
#include "date_ranges.hpp"

namespace searchlib::dates {

constexpr std::string_view KINDS[] = {"DATE", "TIME", "DURATION", "SET"};
constexpr std::string_view HOWS[] = {"absolute", "relative", "anaphoric", "unresolved"};

// [start,end,first,last,"DATE","value","how"],...
inline std::string as_json(const std::vector<Mention>& mentions) {
    std::string out;
    out.reserve(mentions.size() * 64);
    auto string = [&](std::string_view plain) { out.append(",\"").append(plain).append("\""); };
    for (const Mention& one : mentions) {
        const Reading& reading = one.reading;
        out.append(out.empty() ? "[" : ",[").append(std::to_string(one.start)).append(",").append(std::to_string(one.end));
        for (const auto& day : {reading.days.first, reading.days.last}) out.append(",").append(std::to_string(day.ordinal));
        string(KINDS[static_cast<std::size_t>(reading.kind)]);
        string(reading.value);
        string(HOWS[static_cast<std::size_t>(reading.how)]);
        out += ']';
    }
    return out;
}

}  // namespace searchlib::dates
