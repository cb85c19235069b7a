// How does a store write the people of a text? As JSON, an array a person, in the form that segments/store.py reads.
#pragma once
#include "json_text.hpp"
#include "name_identity.hpp"

namespace searchlib::people {

// Where a mention stands, in characters of the text.
struct MentionPlace {
    u32 begin, end;
};

// ["name",[[begin,end],...],["role",...]],...
inline std::string as_json(const std::vector<Individual>& found, const std::vector<MentionPlace>& places) {
    std::string out;
    for (const Individual& one : found) {
        out += out.empty() ? "[" : ",[";
        append_quoted(out, one.name);
        out += ",[";
        for (const u32& span : one.spans) {
            const MentionPlace& place = places.at(span);
            out += &span == one.spans.data() ? "[" : ",[";
            out.append(std::to_string(place.begin)).append(1, ',').append(std::to_string(place.end)).append(1, ']');
        }
        out += "],[";
        for (const std::string& role : one.roles) {
            if (&role != one.roles.data()) out += ',';
            append_quoted(out, role);
        }
        out += "]]";
    }
    return out;
}

}  // namespace searchlib::people
