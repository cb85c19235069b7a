// How strongly do these terms speak in these documents? For explaining a score and for weighing a few candidates again.
#pragma once
#include "window.hpp"

namespace searchlib {

// A byte for each document, which must ascend: the impact of the term there, 0 where it does not occur. Returns df.
inline u32 impacts_in(const Segment& segment, std::string_view key, const std::vector<u32>& docs, u8* impacts) {
    TermInfo info;
    std::fill(impacts, impacts + docs.size(), u8{0});
    if (!segment.find(key, info)) return 0;
    ListScan scan(segment.list(info));
    for (std::size_t i = 0; i < docs.size(); ++i)
        if (docs[i] < segment.documents()) impacts[i] = scan.seek(docs[i]);
    return info.df;
}

// Where a word stands in a document, as positions that run through headline, standfirst and body; empty when nowhere.
inline std::vector<u32> positions_in(const Segment& segment, std::string_view key, u32 doc) {
    TermInfo info;
    std::vector<u32> positions;
    if (doc >= segment.documents() || !segment.find(key, info) || !(info.flags & FLAG_POSITIONS)) return positions;
    ListScan scan(segment.list(info));
    if (scan.seek(doc)) scan.list.positions(scan.posting_of(doc), positions);
    return positions;
}

}  // namespace searchlib
