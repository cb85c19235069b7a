// Does a segment hold together? Reads every list and every column as a search might, and compares what must agree.
//
// Checksums say that a file is what was written; this says that what was written makes sense. Whatever is wrong is
// thrown as CorruptFile, the first find only.
#pragma once
#include "position_reader.hpp"
#include "day_index.hpp"
#include "segment.hpp"

namespace searchlib {

class Checker {
  public:
    explicit Checker(const Segment& segment) : segment_(segment) {}

    void run() {
        terms();
        documents();
    }

  private:
    [[noreturn]] void wrong(const std::string& what) const { throw CorruptFile(segment_.name() + ": " + what); }

    void terms() {
        std::string before;
        for (u32 term = 0; term < segment_.terms(); ++term) {
            const std::string_view key = segment_.key(term);
            if (key.empty() || (term && key <= before)) wrong("terms are not in order");
            before = key;
            list(segment_.info(term), before);
            if (key[0] == FORM && !segment_.info(term).has_impacts()) segment_.stem_of(term);
        }
    }

    void list(const TermInfo& info, const std::string& key) {
        const PostingListView list = segment_.list(info);
        u32 count = 0, last = 0, most = 0;
        PositionReader reader;
        for (PostingCursor cursor(list); !cursor.done(); cursor.next(), ++count) {
            if (count && cursor.doc() <= last) wrong("documents of '" + key + "' are not in order");
            last = cursor.doc();
            const u8 impact = cursor.impact();
            const u8 bound = list.dense && list.impacts ? list.highest[last / BLOCK] : list.block_max(count / BLOCK);
            if (!impact || impact > bound) wrong("impacts of '" + key + "' exceed their bounds");
            most = std::max<u32>(most, impact);
            if (!list.has_positions()) continue;
            if (list.dense && list.rank(last) != count) wrong("'" + key + "' counts its postings wrongly");
            const Positions positions = reader.read(list, count);
            for (u32 i = 1; i < positions.count; ++i)
                if (positions[i] <= positions[i - 1]) wrong("positions of '" + key + "' are not in order");
        }
        if (count != info.df || most != info.max_impact)
            wrong("'" + key + "' is not counted rightly");
    }

    void documents() {
        for (u32 doc = 0; doc < segment_.documents(); ++doc) {
            if (doc && !comes_before(segment_, doc - 1, segment_, doc)) wrong("articles are not in order");
            if (segment_.find_id(segment_.id(doc)) != doc) wrong("an article is not found by its id");
            segment_.headline(doc);
            segment_.zone(doc);
            segment_.lengths(doc);
            segment_.place(doc);
            segment_.label(segment_.source(doc));
            segment_.label(segment_.section(doc));
            for (u32 person : segment_.persons(doc)) segment_.person_name(person);
            for (const DayInterval& days : segment_.dates(doc)) {
                if (days.first > days.last) wrong("an article speaks of days that end before they begin");
                if (!days_.has(doc, days)) wrong("days that an article speaks of are not in the index of days");
            }
        }
    }

    const Segment& segment_;
    DayIndex days_{segment_};
};

}  // namespace searchlib
