// I have a filed segment; what does it hold? A view on mapped bytes whose pages are verified when first touched.
#pragma once
#include <atomic>
#include <bit>
#include <memory>
#include <stdexcept>

#include "columns.hpp"
#include "postings.hpp"

namespace searchlib {

constexpr std::size_t PAGE = 8192;

// A file's bytes with a checksum a page. Any thread may verify a page; doing it twice does no harm.
class VerifiedBytes {
  public:
    VerifiedBytes(const u8* base, u64 size, const u8* checksums, std::string name)
        : base_(base), size_(size), name_(std::move(name)) {
        const std::size_t pages = (size + PAGE - 1) / PAGE;
        checksums_.resize(pages);
        std::memcpy(checksums_.data(), checksums, pages * sizeof(u32));
        verified_ = std::make_unique<std::atomic<u8>[]>(pages);
    }
    const u8* at(u64 offset, u64 length) const {
        if (offset > size_ || length > size_ - offset) throw CorruptFile(name_ + ": something lies beyond its end");
        if (length) {
            const u64 last = (offset + length - 1) / PAGE;
            for (u64 page = offset / PAGE; page <= last; ++page)
                if (!verified_[page].load(std::memory_order_relaxed)) verify(page);
        }
        return base_ + offset;
    }
    u64 size() const { return size_; }

  private:
    void verify(u64 page) const {
        const u64 begin = page * PAGE;
        if (page_checksum(base_ + begin, std::min<u64>(PAGE, size_ - begin)) != checksums_[page])
            throw CorruptFile(name_ + ": bytes " + std::to_string(begin) + " to " +
                              std::to_string(std::min<u64>(begin + PAGE, size_)) + " are not what was written");
        verified_[page].store(1, std::memory_order_relaxed);
    }
    const u8* base_;
    u64 size_;
    std::string name_;
    std::vector<u32> checksums_;
    std::unique_ptr<std::atomic<u8>[]> verified_;
};

struct SectionPlace {
    u64 offset, length;
};

class Segment {
  public:
    Segment(const u8* base, u64 size, const u8* checksums, std::string name, const std::vector<SectionPlace>& sections,
            u32 documents)
        : bytes_(base, size, checksums, name), name_(std::move(name)), sections_(sections), documents_(documents) {
        if (sections_.size() != SECTION_COUNT) throw CorruptFile(name_ + ": not the sections of a segment");
        for (const SectionPlace& place : sections_)
            if (place.offset > size || place.length > size - place.offset || place.offset % 8)
                throw CorruptFile(name_ + ": a section lies beyond its end");
        terms_ = static_cast<u32>(sections_[TERM_INFOS].length / sizeof(TermInfo));
        require(KEY_ENDS, u64{terms_} * 4);
        top_size_ = std::min<u32>(std::bit_ceil(terms_ + 1), TOP_PLACES);
        top_ = std::make_unique<std::atomic<u64>[]>(top_size_);
        const std::pair<Section, u64> each[] = {
            {DAYS, 4}, {LENGTHS, 6}, {ID_ENDS, 4}, {HEADLINE_ENDS, 4}, {PLACES, 6}, {ID_HASHES, 4}, {ID_DOCS, 4}};
        for (const auto& [section, width] : each) require(section, width * documents);
        const std::pair<Section, u64> each_or_one[] = {{ZONES, 2}, {PERSON_ENDS, 4}, {DATE_ENDS, 4}, {SOURCES, 4}, {NEWS_SECTIONS, 4},
            {EXTRA_ENDS, 4}, {FINGERPRINTS, sizeof(Fingerprint)}};
        for (const auto& [section, width] : each_or_one) {
            one_[section] = sections_[section].length == width;
            if (!one_[section]) require(section, width * documents);
        }
        if (sections_[INSTANTS].length) require(INSTANTS, u64{documents} * 8);
        wide_hashes_ = sections_[ID_HASHES].length >= u64{documents} * 8;
        wide_fingerprints_ = !one_[FINGERPRINTS] && sections_[FINGERPRINTS].length >= u64{documents} * sizeof(WideFingerprint);
        if (documents) {
            // Days order everything; they are few bytes, and binary searches touch pages all over them.
            days_ = reinterpret_cast<const u8*>(section_at(DAYS, 0, u64{documents} * 4));
            for (u32 doc = 0; doc < documents; ++doc)
                if ((day(doc) < 1 && day(doc) != NO_DAY) || day(doc) > (doc ? day(doc - 1) : LAST_CALENDAR_DAY))
                    throw CorruptFile(name_ + ": days are not in order");
        }
    }

    const std::string& name() const { return name_; }
    u32 documents() const { return documents_; }
    u32 terms() const { return terms_; }
    u64 key_bytes() const { return sections_[KEY_BYTES].length; }
    u64 size() const { return bytes_.size(); }

    // Deleted documents, as a bitmap of u64 words; null when there are none.
    std::vector<u64> deleted;
    u32 deleted_count = 0;
    bool is_deleted(u32 doc) const { return !deleted.empty() && (deleted[doc / 64] >> (doc % 64) & 1); }

    // --- terms ------------------------------------------------------------------------------------------------------

    std::string_view key(u32 term) const { return string_at(KEY_ENDS, KEY_BYTES, term); }
    TermInfo info(u32 term) const { return get<TermInfo>(TERM_INFOS, term); }

    // Eight bytes in the order of strings; what is missing counts as zeros.
    static u64 first_bytes(std::string_view key) {
        u64 bytes = 0;
        for (std::size_t i = 0; i < 8; ++i) bytes = bytes << 8 | (i < key.size() ? static_cast<u8>(key[i]) : 0);
        return bytes;
    }
    // The first term whose key is not less than `key`. Every search begins in the same places: what they hold is remembered.
    u32 lower_bound(std::string_view wanted) const {
        const u64 beginning = first_bytes(wanted);
        u32 low = 0, high = terms_;
        for (u64 place = 1; low < high;) {
            const u32 middle = low + (high - low) / 2;
            const u64 there = place < top_size_ ? remembered(place, middle) : beginning;
            const bool before = there != beginning ? there < beginning : key(middle) < wanted;
            before ? low = middle + 1 : high = middle;
            place = 2 * place + before;
        }
        return low;
    }
    bool find(std::string_view wanted, TermInfo& info_out) const {
        u32 term;
        return find(wanted, term, info_out);
    }
    bool find(std::string_view wanted, u32& term, TermInfo& info_out) const {
        term = lower_bound(wanted);
        if (term == terms_ || key(term) != wanted) return false;
        info_out = info(term);
        return true;
    }
    // The stem that has the impacts of a form whose list has none.
    u32 stem_of(u32 form) const {
        u32 low = 0, high = static_cast<u32>(sections_[FORM_STEMS].length / sizeof(FormStem));
        const u32 links = high;
        while (low < high) {
            const u32 middle = low + (high - low) / 2;
            get<FormStem>(FORM_STEMS, middle).form < form ? low = middle + 1 : high = middle;
        }
        const FormStem link = low < links ? get<FormStem>(FORM_STEMS, low) : FormStem{form + 1, 0};
        if (link.form != form || link.stem >= terms_ || !info(link.stem).has_impacts())
            throw CorruptFile(name_ + ": a form has no impacts and no stem that has");
        return link.stem;
    }
    TermInfo stem_info(u32 form) const { return info(stem_of(form)); }
    PostingListView list(const TermInfo& info) const {
        const SectionPlace& place = sections_[POSTINGS];
        const u64 offset = info.offset();
        if (offset > place.length || u64{info.length} + OVERREAD > place.length - offset)
            throw CorruptFile(name_ + ": a posting list lies beyond its section");
        return PostingListView(bytes_.at(place.offset + offset, info.length), info, documents_, name_.c_str());
    }

    // Where in the file a list's documents and impacts lie; length 0 when there is no such list.
    SectionPlace extent(std::string_view wanted) const {
        TermInfo info;
        if (!find(wanted, info)) return {0, 0};
        return {sections_[POSTINGS].offset + info.offset(), list(info).posting_bytes};
    }

    // --- columns ----------------------------------------------------------------------------------------------------

    i32 day(u32 doc) const { return load<i32>(days_ + 4 * std::size_t{doc}); }
    i64 instant(u32 doc) const { return sections_[INSTANTS].length ? get<i64>(INSTANTS, doc) : beginning_of(day(doc)); }
    i16 zone(u32 doc) const { return value<i16>(ZONES, doc); }
    ZoneLengths lengths(u32 doc) const { return three_of<ZoneLengths>(LENGTHS, doc); }
    std::string_view id(u32 doc) const { return string_at(ID_ENDS, ID_BYTES, doc); }
    std::string_view headline(u32 doc) const { return string_at(HEADLINE_ENDS, HEADLINE_BYTES, doc); }
    Place place(u32 doc) const { return three_of<Place>(PLACES, doc); }
    Span<u32> persons(u32 doc) const { return list_at<u32>(PERSON_ENDS, PERSONS, doc); }
    std::string_view person_name(u32 person) const { return string_at(PERSON_NAME_ENDS, PERSON_NAME_BYTES, person); }
    Span<DayInterval> dates(u32 doc) const { return list_at<DayInterval>(DATE_ENDS, DATES, doc); }
    u32 source(u32 doc) const { return value<u32>(SOURCES, doc); }
    u32 section(u32 doc) const { return value<u32>(NEWS_SECTIONS, doc); }
    std::string_view label(u32 label) const { return string_at(LABEL_ENDS, LABEL_BYTES, label); }

    Span<u32> extras(u32 doc) const { return list_at<u32>(EXTRA_ENDS, EXTRAS, doc); }
    std::string_view extra_label(u32 label) const { return string_at(EXTRA_LABEL_ENDS, EXTRA_LABEL_BYTES, label); }
    Fingerprint fingerprint(u32 doc) const {
        return wide_fingerprints_ ? get<WideFingerprint>(FINGERPRINTS, doc).narrow() : value<Fingerprint>(FINGERPRINTS, doc);
    }
    // A property of a document, from a column that holds it once where it is the same in all.
    template <class T>
    T value(Section section, u32 doc) const {
        return get<T>(section, one_[section] ? 0 : doc);
    }

    // A whole column, verified at once: for counting over all documents.
    template <class T>
    Span<T> column(Section section) const {
        const std::size_t count = sections_[section].length / sizeof(T);
        return {reinterpret_cast<const T*>(section_at(section, 0, count * sizeof(T))), count};
    }

    // The documents of days first..last are numbers low..high-1.
    void day_range(i32 first, i32 last, u32& low, u32& high) const {
        low = first_where([&](u32 doc) { return day(doc) <= last; });
        high = first_where([&](u32 doc) { return day(doc) < first; });
        if (high < low) high = low;
    }

    // The number of the live or deleted document with this id; NO_DOC when there is none.
    u32 find_id(std::string_view id_wanted) const {
        const u32 hash = id_hash(id_wanted);
        u32 low = 0, high = documents_;
        while (low < high) {
            const u32 middle = low + (high - low) / 2;
            hash_at(middle) < hash ? low = middle + 1 : high = middle;
        }
        for (; low < documents_ && hash_at(low) == hash; ++low) {
            const u32 doc = get<u32>(ID_DOCS, low);
            if (doc < documents_ && id(doc) == id_wanted) return doc;
        }
        return NO_DOC;
    }

    // Verifies every page of the file.
    void check() const { bytes_.at(0, bytes_.size()); }

  private:
    // The first levels of the search in the dictionary, as a binary heap: the first bytes of the key in each place, 0 where it
    // was never looked at. (Threads that share a segment write the same there.)
    static constexpr u32 TOP_PLACES = 2048;

    // Three numbers of a document; they have two bytes each where that is enough for all documents.
    template <class T>
    T three_of(Section section, u32 doc) const {
        if (sections_[section].length >= u64{documents_} * sizeof(T)) return get<T>(section, doc);
        const NarrowThree narrow = get<NarrowThree>(section, doc);
        return {narrow.numbers[0], narrow.numbers[1], narrow.numbers[2]};
    }
    // The hash of an id, in their order. (Those of formats 1 and 2 are twice as long.)
    u32 hash_at(u32 index) const {
        return wide_hashes_ ? static_cast<u32>(get<u64>(ID_HASHES, index) >> 32) : get<u32>(ID_HASHES, index);
    }

    u64 remembered(u64 place, u32 term) const {
        u64 there = top_[place].load(std::memory_order_relaxed);
        if (!there) top_[place].store(there = first_bytes(key(term)), std::memory_order_relaxed);
        return there;
    }
    template <class Predicate>
    u32 first_where(Predicate predicate) const {
        u32 low = 0, high = documents_;
        while (low < high) {
            const u32 middle = low + (high - low) / 2;
            predicate(middle) ? high = middle : low = middle + 1;
        }
        return low;
    }
    void require(Section section, u64 length) const {
        if (sections_[section].length < length) throw CorruptFile(name_ + ": a section is too short");
    }
    const u8* section_at(Section section, u64 offset, u64 length) const {
        const SectionPlace& place = sections_[section];
        if (offset > place.length || length > place.length - offset)
            throw CorruptFile(name_ + ": something lies beyond its section");
        return bytes_.at(place.offset + offset, length);
    }
    template <class T>
    T get(Section section, u32 index) const {
        return load<T>(section_at(section, u64{index} * sizeof(T), sizeof(T)));
    }
    std::string_view string_at(Section ends, Section bytes, u32 index) const {
        const u32 begin = index ? get<u32>(ends, index - 1) : 0, end = get<u32>(ends, index);
        if (end < begin) throw CorruptFile(name_ + ": a string ends before it begins");
        return {reinterpret_cast<const char*>(section_at(bytes, begin, end - begin)), end - begin};
    }
    template <class T>
    Span<T> list_at(Section ends, Section values, u32 index) const {
        const u32 begin = index ? value<u32>(ends, index - 1) : 0, end = value<u32>(ends, index);
        if (end < begin) throw CorruptFile(name_ + ": a list ends before it begins");
        // Sections begin at multiples of 8 in the file, so these are aligned.
        return {reinterpret_cast<const T*>(section_at(values, u64{begin} * sizeof(T), u64{end - begin} * sizeof(T))), end - begin};
    }

    VerifiedBytes bytes_;
    std::string name_;
    std::vector<SectionPlace> sections_;
    u32 documents_, terms_ = 0, top_size_ = 0;
    bool one_[SECTION_COUNT] = {};  // is there one value for all documents?
    bool wide_hashes_ = false, wide_fingerprints_ = false;
    const u8* days_ = nullptr;
    std::unique_ptr<std::atomic<u64>[]> top_;
};

}  // namespace searchlib
