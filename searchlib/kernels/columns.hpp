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

// Half of a hash: that two ids have the same is rare, and then they are compared.
inline u32 id_hash(std::string_view id) {
    return static_cast<u32>(hash_bytes(reinterpret_cast<const u8*>(id.data()), id.size(), 3) >> 32);
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

    // Appends a piece of the section; false when it was the last.
    bool write(Section section, Buffer& out) {
        switch (section) {
            case DAYS: return each(out, [](const Source& s, u32 d) { return s.day(d); });
            case INSTANTS: return instants(out);
            case ZONES: return each_or_one(out, [](const Source& s, u32 d) { return s.zone(d); });
            case LENGTHS:
                return three_each(out, [this](const DocumentRef& ref) { return Three(sources_[ref.source]->lengths(ref.doc)); });
            case ID_ENDS: return string_ends(out, [](const Source& s, u32 d) { return s.id(d); });
            case ID_BYTES: return string_bytes(out, [](const Source& s, u32 d) { return s.id(d); });
            case HEADLINE_ENDS: return string_ends(out, [](const Source& s, u32 d) { return s.headline(d); });
            case HEADLINE_BYTES: return string_bytes(out, [](const Source& s, u32 d) { return s.headline(d); });
            case PLACES: return three_each(out, [this](const DocumentRef& ref) { return Three(place_of(ref)); });
            case PERSON_ENDS: return list_ends(out, [](const Source& s, u32 d) { return s.persons(d).count; });
            case PERSONS: return persons(out);
            case PERSON_NAME_ENDS: return strings_ends(names_, out);
            case PERSON_NAME_BYTES: return strings_bytes(names_, out);
            case DATE_ENDS: return list_ends(out, [](const Source& s, u32 d) { return s.dates(d).count; });
            case DATES: return dates(out);
            case ID_HASHES: return id_hashes(out);
            case ID_DOCS: return id_docs(out);
            case SOURCES: return each_or_one(out, [this](const Source& s, u32 d) { return labels_.intern(s.label(s.source(d))); });
            case NEWS_SECTIONS:
                return each_or_one(out, [this](const Source& s, u32 d) { return labels_.intern(s.label(s.section(d))); });
            case LABEL_ENDS: return strings_ends(labels_, out);
            case LABEL_BYTES: return strings_bytes(labels_, out);
            case EXTRA_ENDS: return list_ends(out, [](const Source& s, u32 d) { return s.extras(d).count; });
            case EXTRAS: return extras(out);
            case EXTRA_LABEL_ENDS: return strings_ends(extra_labels_, out);
            case EXTRA_LABEL_BYTES: return strings_bytes(extra_labels_, out);
            case FINGERPRINTS: return each_or_one(out, [](const Source& s, u32 d) { return s.fingerprint(d); });
            case DAY_KEYS: return day_keys(out);
            case DAY_DOCS: return day_docs(out);
            default: return false;
        }
    }

  private:
    // Calls add(reference) for one document after the other, until there is a piece or all are done.
    template <class Add>
    bool references(Buffer& out, Add add) {
        const bool more = add_piece(order_, next_, out, add);
        if (!more) end_ = 0;
        return more;
    }
    // The same with add(source, document).
    template <class Add>
    bool documents(Buffer& out, Add add) {
        return references(out, [&](const DocumentRef& ref) { add(*sources_[ref.source], ref.doc); });
    }
    template <class Get>
    bool each(Buffer& out, Get get) {
        return documents(out, [&](const Source& s, u32 d) { out.put(get(s, d)); });
    }
    // The same, but where all documents have the same value, it once.
    template <class Get>
    bool each_or_one(Buffer& out, Get get) {
        if (next_ || order_.size() < 2) return each(out, get);
        const auto first = get(*sources_[order_[0].source], order_[0].doc);
        if (!std::all_of(order_.begin() + 1, order_.end(),
                [&](const DocumentRef& ref) { return get(*sources_[ref.source], ref.doc) == first; }))
            return each(out, get);
        out.put(first);
        return false;
    }
    // Nothing, where each is the beginning of its day.
    bool instants(Buffer& out) {
        const auto begins_day = [&](const DocumentRef& ref) {
            const Source& source = *sources_[ref.source];
            return source.instant(ref.doc) == beginning_of(source.day(ref.doc));
        };
        if (!next_ && std::all_of(order_.begin(), order_.end(), begins_day)) return false;
        return each(out, [](const Source& s, u32 d) { return s.instant(d); });
    }
    template <class Get>
    bool string_ends(Buffer& out, Get get) {
        return documents(out, [&](const Source& s, u32 d) { out.put<u32>(checked(end_ += get(s, d).size())); });
    }
    template <class Get>
    bool string_bytes(Buffer& out, Get get) {
        return documents(out, [&](const Source& s, u32 d) {
            const std::string_view text = get(s, d);
            out.put_bytes(text.data(), text.size());
        });
    }
    template <class Get>
    bool list_ends(Buffer& out, Get get) {
        // Where only the first has any, or none has, all end in one place.
        const auto empty = [&](const DocumentRef& ref) { return !get(*sources_[ref.source], ref.doc); };
        if (!next_ && order_.size() > 1 && std::all_of(order_.begin() + 1, order_.end(), empty)) {
            out.put<u32>(checked(get(*sources_[order_[0].source], order_[0].doc)));
            return false;
        }
        return documents(out, [&](const Source& s, u32 d) { out.put<u32>(checked(end_ += get(s, d))); });
    }
    static u32 checked(u64 end) {
        if (end > 0xFFFFFFFFu) throw std::length_error("a column of a segment grew over 4 GiB");
        return static_cast<u32>(end);
    }
    static bool strings_ends(const Interner& strings, Buffer& out) {
        u32 end = 0;
        for (u32 i = 0; i < strings.size(); ++i) out.put<u32>(end += static_cast<u32>(strings[i].size()));
        return false;
    }
    static bool strings_bytes(const Interner& strings, Buffer& out) {
        for (u32 i = 0; i < strings.size(); ++i) out.put_bytes(strings[i].data(), strings[i].size());
        return false;
    }
    Place place_of(const DocumentRef& ref) const {
        const Place place = sources_[ref.source]->place(ref.doc);
        return moves.empty() ? place : moves[ref.source].place_of(ref.doc, place);
    }
    // Three numbers a document, of two bytes each where all are small enough for that.
    template <class Get>
    bool three_each(Buffer& out, Get get) {
        if (!next_) narrow_ = std::all_of(order_.begin(), order_.end(), [&](const DocumentRef& ref) { return get(ref).is_narrow(); });
        return references(out, [&](const DocumentRef& ref) {
            const Three numbers = get(ref);
            narrow_ ? out.put(numbers.narrow()) : out.put(numbers);
        });
    }
    bool persons(Buffer& out) {
        return documents(out, [&](const Source& s, u32 d) {
            for (u32 person : s.persons(d)) out.put<u32>(names_.intern(s.person_name(person)));
        });
    }
    bool extras(Buffer& out) {
        return documents(out, [&](const Source& s, u32 d) {
            for (u32 label : s.extras(d)) out.put<u32>(extra_labels_.intern(s.extra_label(label)));
        });
    }
    bool dates(Buffer& out) {
        return documents(out, [&](const Source& s, u32 d) {
            for (const DayInterval& days : s.dates(d)) out.put(days);
        });
    }
    // All mentioned intervals by length class, first and last day; the documents of each once.
    bool day_keys(Buffer& out) {
        by_day_.clear();
        for (u32 doc = 0; doc < order_.size(); ++doc)
            for (const DayInterval& days : sources_[order_[doc].source]->dates(order_[doc].doc))
                by_day_.push_back({days.first, days.last, doc});
        auto place = [](const DayKey& key) { return std::tuple(key.length_class(), key.first, key.last, key.end); };
        std::sort(by_day_.begin(), by_day_.end(), [&](const DayKey& a, const DayKey& b) { return place(a) < place(b); });
        auto same = [&](const DayKey& a, const DayKey& b) { return place(a) == place(b); };
        by_day_.erase(std::unique(by_day_.begin(), by_day_.end(), same), by_day_.end());
        for (std::size_t i = 0; i < by_day_.size(); ++i)
            if (i + 1 == by_day_.size() || by_day_[i + 1].first != by_day_[i].first || by_day_[i + 1].last != by_day_[i].last)
                out.put(DayKey{by_day_[i].first, by_day_[i].last, checked(i + 1)});
        return false;
    }
    bool day_docs(Buffer& out) {
        for (const DayKey& entry : by_day_) out.put<u32>(entry.end);
        by_day_ = {};
        return false;
    }
    bool id_hashes(Buffer& out) {
        by_hash_.clear();
        for (u32 doc = 0; doc < order_.size(); ++doc)
            by_hash_.emplace_back(id_hash(sources_[order_[doc].source]->id(order_[doc].doc)), doc);
        std::sort(by_hash_.begin(), by_hash_.end());
        for (const auto& [hash, doc] : by_hash_) out.put<u32>(hash);
        return false;
    }
    bool id_docs(Buffer& out) {
        for (const auto& [hash, doc] : by_hash_) out.put<u32>(doc);
        by_hash_ = {};
        return false;
    }

    std::vector<const Source*> sources_;
    const std::vector<DocumentRef>& order_;
    std::size_t next_ = 0;  // the document with which the next piece of the section begins
    bool narrow_ = false;   // are the section's numbers of two bytes each?
    u64 end_ = 0;           // where the list or string of the one before ended
    Interner names_, labels_, extra_labels_;
    std::vector<std::pair<u32, u32>> by_hash_;
    std::vector<DayKey> by_day_;  // `end` holds the document
};

}  // namespace searchlib
