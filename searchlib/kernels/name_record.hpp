// How does a store write the people that were found in a text?
#pragma once
#include "found_record.hpp"
#include "name_identity.hpp"

namespace searchlib::people {

// Where a mention stands, in characters of the text.
struct MentionPlace {
    u32 begin, end;
};

// How many; of each: its name, as the number of a mention that is written so (times two, plus one) or as so many bytes of strings
// (times two); how many mentions, and for each how far behind the end of the one before it begins, and how long it is; how many
// roles, and of each how many bytes. A person's first mention is behind the beginning of the first one of the person before.
inline std::string as_record(const Individuals& found, const std::vector<MentionPlace>& places) {
    FoundRecord record;
    record.number(found.all.size());
    u32 first = 0;
    for (const Individuals::One& one : found.all) {
        if (one.named_by == Individuals::NONE) {
            record.number(u64{one.name.end - one.name.begin} * 2);
            record.string(found.text(one.name));
        } else {
            record.number(u64{one.named_by} * 2 + 1);
        }
        record.number(one.mentions.end - one.mentions.begin);
        u32 before = first;
        first = places.at(found.spans[one.mentions.begin]).begin;
        for (u32 at = one.mentions.begin; at < one.mentions.end; ++at) {
            const MentionPlace& place = places.at(found.spans[at]);
            record.number(place.begin - before);
            record.number(place.end - place.begin);
            before = place.end;
        }
        record.number(one.roles.end - one.roles.begin);
        for (u32 at = one.roles.begin; at < one.roles.end; ++at) {
            record.number(found.roles[at].end - found.roles[at].begin);
            record.string(found.text(found.roles[at]));
        }
    }
    return record.part('p');
}

}  // namespace searchlib::people
