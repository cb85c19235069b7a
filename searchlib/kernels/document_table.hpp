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
        for (std::string_view name : document.persons) persons_.push_back(names_.intern(name));
        person_ends_.push_back(static_cast<u32>(persons_.size()));
        dates_.insert(dates_.end(), document.dates.begin(), document.dates.end());
        date_ends_.push_back(static_cast<u32>(dates_.size()));
        sources_.push_back(labels_.intern(document.source));
        sections_.push_back(labels_.intern(document.section));
        alive_.push_back(true);
        return static_cast<u32>(days_.size() - 1);
    }
    void set_lengths(u32 doc, const ZoneLengths& lengths) { lengths_[doc] = lengths; }
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

    std::size_t memory() const {
        return ids_.memory() + headlines_.memory() + names_.memory() + labels_.memory() +
               days_.capacity() * (sizeof(i32) + sizeof(i64) + sizeof(i16) + sizeof(Place) + sizeof(ZoneLengths) + 16) +
               persons_.capacity() * sizeof(u32) + dates_.capacity() * sizeof(DayInterval);
    }

  private:
    template <class T>
    static Span<T> span(const std::vector<T>& values, const std::vector<u32>& ends, u32 doc) {
        const u32 begin = doc ? ends[doc - 1] : 0;
        return {values.data() + begin, ends[doc] - begin};
    }
    StringColumn ids_, headlines_;
    Interner names_, labels_;
    std::vector<i32> days_;
    std::vector<i64> instants_;
    std::vector<i16> zones_;
    std::vector<Place> places_;
    std::vector<ZoneLengths> lengths_;
    std::vector<u32> persons_, person_ends_, date_ends_, sources_, sections_;
    std::vector<DayInterval> dates_;
    std::vector<bool> alive_;
};

}  // namespace searchlib
