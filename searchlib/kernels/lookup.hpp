// How strongly do these terms speak in these documents? For explaining a score and for weighing a few candidates again.
#pragma once
#include "segment.hpp"
#include "window.hpp"

namespace searchlib {

// A byte for each document, which must ascend: the impact of the term there, 0 where it does not occur. Returns df.
inline u32 impacts_in(const Segment& segment, std::string_view key, const std::vector<u32>& docs, u8* impacts) {
    u32 term;
    TermInfo info;
    std::fill(impacts, impacts + docs.size(), u8{0});
    if (!segment.find(key, term, info)) return 0;
    ListScan scan(segment.list(info));
    for (std::size_t i = 0; i < docs.size(); ++i)
        if (docs[i] < segment.documents()) impacts[i] = scan.seek(docs[i]);
    if (info.has_impacts()) return info.df;
    ListScan stem(segment.list(segment.info(segment.stem_of(term))));
    for (std::size_t i = 0; i < docs.size(); ++i)
        if (impacts[i]) impacts[i] = stem.seek(docs[i]);
    return info.df;
}

}  // namespace searchlib
