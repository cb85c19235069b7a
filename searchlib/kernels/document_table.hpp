// Which articles are waiting to be filed? What the columns need of each, in the order in which they were added.
#pragma once
#include "columns.hpp"

namespace searchlib {

struct NewDocument {
    std::string_view id, headline, source, section;
    i32 day = NO_DAY;
    i64 instant = 0;
    i16 zone = ZONE_DATE_ONLY;
    Place place{};
    std::vector<std::string_view> persons;
    std::vector<DayInterval> dates;
    std::vector<std::string> extras;  // KEY, a zero byte, value
};

class DocumentTable {
  public:
    u32 add(const NewDocument& document) {
        ids_.add(document.id);
        headlines_.add(document.headline);
        days_.push_back(document.day);
        instants_.push_back(document.instant);
        zones_.push_back(document.zone);
        places_.push_back(document.place);
        lengths_.push_back({});
        const std::size_t first_person = persons_.size();
        for (std::string_view name : document.persons) add_once(persons_, first_person, names_.intern(name));
        person_ends_.push_back(static_cast<u32>(persons_.size()));
        dates_.insert(dates_.end(), document.dates.begin(), document.dates.end());
        date_ends_.push_back(static_cast<u32>(dates_.size()));
        sources_.push_back(labels_.intern(document.source));
        sections_.push_back(labels_.intern(document.section));
        for (const std::string& extra : document.extras) extras_.push_back(extra_labels_.intern(extra));
        extra_ends_.push_back(static_cast<u32>(extras_.size()));
        fingerprints_.emplace_back();
        alive_.push_back(true);
        return static_cast<u32>(days_.size() - 1);
    }
    void set_lengths(u32 doc, const ZoneLengths& lengths) { lengths_[doc] = lengths; }
    void set_fingerprint(u32 doc, const Fingerprint& fingerprint) { fingerprints_[doc] = fingerprint; }
    void kill(u32 doc) { alive_[doc] = false; }
    bool alive(u32 doc) const { return alive_[doc]; }
    u32 size() const { return static_cast<u32>(days_.size()); }

    // Live documents, newest first.
    std::vector<u32> order() const {
        std::vector<u32> order;
        for (u32 doc = 0; doc < size(); ++doc)
            if (alive_[doc]) order.push_back(doc);
        std::sort(order.begin(), order.end(), [this](u32 a, u32 b) { return comes_before(*this, a, *this, b); });
        return order;
    }

    i32 day(u32 doc) const { return days_[doc]; }
    i64 instant(u32 doc) const { return instants_[doc]; }
    i16 zone(u32 doc) const { return zones_[doc]; }
    ZoneLengths lengths(u32 doc) const { return lengths_[doc]; }
    std::string_view id(u32 doc) const { return ids_[doc]; }
    std::string_view headline(u32 doc) const { return headlines_[doc]; }
    Place place(u32 doc) const { return places_[doc]; }
    Span<u32> persons(u32 doc) const { return span(persons_, person_ends_, doc); }
    std::string_view person_name(u32 person) const { return names_[person]; }
    Span<DayInterval> dates(u32 doc) const { return span(dates_, date_ends_, doc); }
    u32 source(u32 doc) const { return sources_[doc]; }
    u32 section(u32 doc) const { return sections_[doc]; }
    std::string_view label(u32 label) const { return labels_[label]; }
    Span<u32> extras(u32 doc) const { return span(extras_, extra_ends_, doc); }
    std::string_view extra_label(u32 label) const { return extra_labels_[label]; }
    Fingerprint fingerprint(u32 doc) const { return fingerprints_[doc]; }

    std::size_t memory() const {
        return ids_.memory() + headlines_.memory() + names_.memory() + labels_.memory() + extra_labels_.memory() +
               days_.capacity() * (sizeof(i32) + sizeof(i64) + sizeof(i16) + sizeof(Place) + sizeof(ZoneLengths) + sizeof(Fingerprint) + 20) +
               (persons_.capacity() + extras_.capacity()) * sizeof(u32) + dates_.capacity() * sizeof(DayInterval);
    }

  private:
    // A name that an article brings twice is one of its people once, so that counting articles needs no second look.
    static void add_once(std::vector<u32>& values, std::size_t first, u32 value) {
        if (std::find(values.begin() + static_cast<std::ptrdiff_t>(first), values.end(), value) == values.end())
            values.push_back(value);
    }
    template <class T>
    static Span<T> span(const std::vector<T>& values, const std::vector<u32>& ends, u32 doc) {
        const u32 begin = doc ? ends[doc - 1] : 0;
        return {values.data() + begin, ends[doc] - begin};
    }
    StringColumn ids_, headlines_;
    Interner names_, labels_, extra_labels_;
    std::vector<i32> days_;
    std::vector<i64> instants_;
    std::vector<i16> zones_;
    std::vector<Place> places_;
    std::vector<ZoneLengths> lengths_;
    std::vector<u32> persons_, person_ends_, date_ends_, sources_, sections_, extras_, extra_ends_;
    std::vector<Fingerprint> fingerprints_;
    std::vector<DayInterval> dates_;
    std::vector<bool> alive_;
};

}  // namespace searchlib
