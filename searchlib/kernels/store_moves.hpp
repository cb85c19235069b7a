// Where does an article's text lie after a merge? Most blocks are copied whole; articles of the others have moved.
#pragma once
#include <unordered_map>

#include "sections.hpp"

namespace searchlib {

// Of one source of a merge.
struct StoreMoves {
    static constexpr u32 NOWHERE = 0xFFFFFFFFu;
    std::vector<u32> block_to;              // the new number of a copied block, else NOWHERE
    std::unordered_map<u32, Place> places;  // documents whose text was packed anew

    Place place_of(u32 doc, Place place) const {
        if (place.block < block_to.size() && block_to[place.block] != NOWHERE) {
            place.block = block_to[place.block];
            return place;
        }
        const auto found = places.find(doc);
        if (found == places.end()) throw CorruptFile("an article has no place in the store of its segment");
        return {found->second.block, found->second.offset, place.length};
    }
};

// How many bytes of each of `blocks` blocks belong to live documents?
template <class Source>
std::vector<u64> live_bytes(const Source& source, u32 blocks) {
    std::vector<u64> live(blocks);
    for (u32 doc = 0; doc < source.documents(); ++doc) {
        if (source.is_deleted(doc)) continue;
        const Place place = source.place(doc);
        if (place.block < blocks) live[place.block] += place.length;
    }
    return live;
}

// The live documents of the marked blocks, by block and offset.
template <class Source>
std::vector<std::pair<u32, Place>> live_places(const Source& source, const std::vector<u8>& marked) {
    std::vector<std::pair<u32, Place>> found;
    for (u32 doc = 0; doc < source.documents(); ++doc) {
        if (source.is_deleted(doc)) continue;
        const Place place = source.place(doc);
        if (place.block < marked.size() && marked[place.block]) found.push_back({doc, place});
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.second.block != b.second.block ? a.second.block < b.second.block : a.second.offset < b.second.offset;
    });
    return found;
}

}  // namespace searchlib
