// What does a result list show, and how is an article found by its id? One array a property, in document order.
//
// Written from any number of sources (the writer's own table when a batch is filed, segments when they are merged)
// in a given order. A Source gives: day, instant, zone, lengths, id, headline, place, persons (numbers into
// person_name), dates, source, section (numbers into label), extras (numbers into extra_label), fingerprint.
#pragma once
#include <algorithm>
#include <bit>
#include <tuple>
#include <unordered_map>

#include "fingerprint.hpp"
#include "interner.hpp"
#include "sections.hpp"
#include "store_moves.hpp"

namespace searchlib {

struct DocumentRef {
    u32 source, doc;
};

inline u64 id_hash(std::string_view id) {
    return hash_bytes(reinterpret_cast<const u8*>(id.data()), id.size(), 3);
}

// Newest first, undated last, then by id: the order of documents in a segment and of equal scores in results.
template <class Source>
bool comes_before(const Source& a, u32 a_doc, const Source& b, u32 b_doc) {
    const i32 a_day = a.day(a_doc), b_day = b.day(b_doc);
    if (a_day != b_day) return a_day > b_day;
    const i64 a_instant = a.instant(a_doc), b_instant = b.instant(b_doc);
    if (a_instant != b_instant) return a_instant > b_instant;
    return a.id(a_doc) < b.id(b_doc);
}

template <class Source>
class ColumnWriter {
  public:
    ColumnWriter(std::vector<const Source*> sources, const std::vector<DocumentRef>& order)
        : sources_(std::move(sources)), order_(order) {}

    // Where the texts of each source went in the new store; empty: they stay where they are.
    std::vector<StoreMoves> moves;

    void write(Section section, Buffer& out) {
        switch (section) {
            case DAYS: return each(out, [](const Source& s, u32 d) { return s.day(d); });
            case INSTANTS: return each(out, [](const Source& s, u32 d) { return s.instant(d); });
            case ZONES: return each(out, [](const Source& s, u32 d) { return s.zone(d); });
            case LENGTHS: return each(out, [](const Source& s, u32 d) { return s.lengths(d); });
            case ID_ENDS: return string_ends(out, [](const Source& s, u32 d) { return s.id(d); });
            case ID_BYTES: return string_bytes(out, [](const Source& s, u32 d) { return s.id(d); });
            case HEADLINE_ENDS: return string_ends(out, [](const Source& s, u32 d) { return s.headline(d); });
            case HEADLINE_BYTES: return string_bytes(out, [](const Source& s, u32 d) { return s.headline(d); });
            case PLACES: return places(out);
            case PERSON_ENDS: return list_ends(out, [](const Source& s, u32 d) { return s.persons(d).count; });
            case PERSONS: return persons(out);
            case PERSON_NAME_ENDS: return strings_ends(names_, out);
            case PERSON_NAME_BYTES: return strings_bytes(names_, out);
            case DATE_ENDS: return list_ends(out, [](const Source& s, u32 d) { return s.dates(d).count; });
            case DATES: return dates(out);
            case ID_HASHES: return id_hashes(out);
            case ID_DOCS: return id_docs(out);
            case SOURCES: return each(out, [this](const Source& s, u32 d) { return labels_.intern(s.label(s.source(d))); });
            case NEWS_SECTIONS:
                return each(out, [this](const Source& s, u32 d) { return labels_.intern(s.label(s.section(d))); });
            case LABEL_ENDS: return strings_ends(labels_, out);
            case LABEL_BYTES: return strings_bytes(labels_, out);
            case EXTRA_ENDS: return list_ends(out, [](const Source& s, u32 d) { return s.extras(d).count; });
            case EXTRAS: return extras(out);
            case EXTRA_LABEL_ENDS: return strings_ends(extra_labels_, out);
            case EXTRA_LABEL_BYTES: return strings_bytes(extra_labels_, out);
            case FINGERPRINTS: return each(out, [](const Source& s, u32 d) { return s.fingerprint(d); });
            case DAY_KEYS: return day_keys(out);
            case DAY_DOCS: return day_docs(out);
            default: return;
        }
    }

  private:
    template <class Get>
    void each(Buffer& out, Get get) {
        for (const DocumentRef& ref : order_) out.put(get(*sources_[ref.source], ref.doc));
    }
    template <class Get>
    void string_ends(Buffer& out, Get get) {
        u64 end = 0;
        for (const DocumentRef& ref : order_) out.put<u32>(checked(end += get(*sources_[ref.source], ref.doc).size()));
    }
    template <class Get>
    void string_bytes(Buffer& out, Get get) {
        for (const DocumentRef& ref : order_) {
            const std::string_view text = get(*sources_[ref.source], ref.doc);
            out.put_bytes(text.data(), text.size());
        }
    }
    template <class Get>
    void list_ends(Buffer& out, Get get) {
        u64 end = 0;
        for (const DocumentRef& ref : order_) out.put<u32>(checked(end += get(*sources_[ref.source], ref.doc)));
    }
    static u32 checked(u64 end) {
        if (end > 0xFFFFFFFFu) throw std::length_error("a column of a segment grew over 4 GiB");
        return static_cast<u32>(end);
    }
    static void strings_ends(const Interner& strings, Buffer& out) {
        u32 end = 0;
        for (u32 i = 0; i < strings.size(); ++i) out.put<u32>(end += static_cast<u32>(strings[i].size()));
    }
    static void strings_bytes(const Interner& strings, Buffer& out) {
        for (u32 i = 0; i < strings.size(); ++i) out.put_bytes(strings[i].data(), strings[i].size());
    }
    void places(Buffer& out) {
        for (const DocumentRef& ref : order_) {
            const Place place = sources_[ref.source]->place(ref.doc);
            out.put(moves.empty() ? place : moves[ref.source].place_of(ref.doc, place));
        }
    }
    void persons(Buffer& out) {
        for (const DocumentRef& ref : order_) {
            const Source& source = *sources_[ref.source];
            for (u32 person : source.persons(ref.doc)) out.put<u32>(names_.intern(source.person_name(person)));
        }
    }
    void extras(Buffer& out) {
        for (const DocumentRef& ref : order_) {
            const Source& source = *sources_[ref.source];
            for (u32 label : source.extras(ref.doc)) out.put<u32>(extra_labels_.intern(source.extra_label(label)));
        }
    }
    void dates(Buffer& out) {
        for (const DocumentRef& ref : order_)
            for (const DayInterval& days : sources_[ref.source]->dates(ref.doc)) out.put(days);
    }
    // (length class, first day, document) of all mentioned intervals, sorted; documents once each.
    void day_keys(Buffer& out) {
        by_day_.clear();
        for (u32 doc = 0; doc < order_.size(); ++doc)
            for (const DayInterval& days : sources_[order_[doc].source]->dates(order_[doc].doc))
                by_day_.push_back({days.length_class(), days.first, doc});
        auto less = [](const DayKey& a, const DayKey& b) {
            return std::tie(a.length_class, a.first, a.end) < std::tie(b.length_class, b.first, b.end);
        };
        auto same = [](const DayKey& a, const DayKey& b) {
            return std::tie(a.length_class, a.first, a.end) == std::tie(b.length_class, b.first, b.end);
        };
        std::sort(by_day_.begin(), by_day_.end(), less);
        by_day_.erase(std::unique(by_day_.begin(), by_day_.end(), same), by_day_.end());
        for (std::size_t i = 0; i < by_day_.size(); ++i) {
            const bool last = i + 1 == by_day_.size() || by_day_[i + 1].length_class != by_day_[i].length_class ||
                              by_day_[i + 1].first != by_day_[i].first;
            if (last) out.put(DayKey{by_day_[i].length_class, by_day_[i].first, checked(i + 1)});
        }
    }
    void day_docs(Buffer& out) {
        for (const DayKey& entry : by_day_) out.put<u32>(entry.end);
        by_day_ = {};
    }
    void id_hashes(Buffer& out) {
        by_hash_.clear();
        for (u32 doc = 0; doc < order_.size(); ++doc)
            by_hash_.emplace_back(id_hash(sources_[order_[doc].source]->id(order_[doc].doc)), doc);
        std::sort(by_hash_.begin(), by_hash_.end());
        for (const auto& [hash, doc] : by_hash_) out.put<u64>(hash);
    }
    void id_docs(Buffer& out) {
        for (const auto& [hash, doc] : by_hash_) out.put<u32>(doc);
        by_hash_ = {};
    }

    std::vector<const Source*> sources_;
    const std::vector<DocumentRef>& order_;
    Interner names_, labels_, extra_labels_;
    std::vector<std::pair<u64, u32>> by_hash_;
    std::vector<DayKey> by_day_;  // `end` holds the document
};

}  // namespace searchlib
