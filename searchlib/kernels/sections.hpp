// What is in a segment file? Its sections, by number; FORMAT.md in the segments package says what each holds.
#pragma once
#include <bit>

#include "bytes.hpp"
#include "calendar.hpp"

namespace searchlib {

enum Section : u32 {
    POSTINGS, KEY_ENDS, KEY_BYTES, TERM_INFOS, DAYS, INSTANTS, ZONES, LENGTHS, ID_ENDS, ID_BYTES, HEADLINE_ENDS,
    HEADLINE_BYTES, PLACES, PERSON_ENDS, PERSONS, PERSON_NAME_ENDS, PERSON_NAME_BYTES, DATE_ENDS, DATES, ID_HASHES,
    ID_DOCS, SOURCES, NEWS_SECTIONS, LABEL_ENDS, LABEL_BYTES, EXTRA_ENDS, EXTRAS, EXTRA_LABEL_ENDS,
    EXTRA_LABEL_BYTES, FINGERPRINTS, FORM_STEMS, DAY_KEYS, DAY_DOCS, SECTION_COUNT
};

// Dictionary keys begin with one of these. FORM sorts before STEM: merging relies on it to let them share lists; PAIR sorts
// last: its lists are made from the others.
enum KeyPrefix : char {
    BYLINE_WORD = 'b', NEWS_SECTION_WORD = 'c', STANDFIRST_STEM = 'd', EXTRA_WORD = 'e', FORM = 'f',
    HEADLINE_STEM = 'h', HEADLINE_ONLY_STEM = 'n', SOURCE_WORD = 'o', PERSON_WORD = 'p', STEM = 's', PAIR = 'w'
};

constexpr i32 NO_DAY = INT32_MIN;          // undated
// Midnight of a day, in microseconds since 1970; 0 for the undated.
inline i64 beginning_of(i32 day) { return day == NO_DAY ? 0 : (i64{day} - FIRST_DAY_OF_1970) * 86'400'000'000; }
constexpr i16 ZONE_DATE_ONLY = INT16_MAX;  // published is a calendar day
constexpr i16 ZONE_NAIVE = INT16_MAX - 1;  // published is a datetime without a zone; otherwise minutes east of UTC

// Where an article's own text lies in the store.
struct Place {
    u32 block, offset, length;
};

struct DayInterval {
    i32 first, last;
    // 0 for one day, then by powers of two; unsigned, as a hostile file may hold any numbers.
    u32 length_class() const { return static_cast<u32>(std::bit_width(static_cast<u32>(last) - static_cast<u32>(first))); }
};

// An interval that articles mention; `end`: where their numbers end among all of the index of days.
struct DayKey {
    i32 first, last;
    u32 end;
    // 1 day; 2; 3-4; 5-8; …: the k-th class has intervals of up to 2^k days.
    u32 length_class() const { return static_cast<u32>(std::bit_width(static_cast<u32>(last) - static_cast<u32>(first))); }
};

// A form whose list has no impacts, and the stem whose list has them, as numbers of terms.
struct FormStem {
    u32 form, stem;
};

// Words of each zone; positions run through headline, one gap, standfirst, one gap, body.
struct ZoneLengths {
    u32 headline, standfirst, body;
    u32 standfirst_begin() const { return headline + 1; }
    u32 body_begin() const { return headline + standfirst + 2; }
};

// Three numbers as they lie in a column.
struct NarrowThree {
    u16 numbers[3];
};
struct Three {
    u32 numbers[3];
    explicit Three(const ZoneLengths& l) : numbers{l.headline, l.standfirst, l.body} {}
    explicit Three(const Place& p) : numbers{p.block, p.offset, p.length} {}
    bool is_narrow() const { return (numbers[0] | numbers[1] | numbers[2]) <= 0xFFFF; }
    NarrowThree narrow() const {
        return {{static_cast<u16>(numbers[0]), static_cast<u16>(numbers[1]), static_cast<u16>(numbers[2])}};
    }
};

template <class T>
struct Span {
    const T* first;
    std::size_t count;
    const T* begin() const { return first; }
    const T* end() const { return first + count; }
};

// Calls each(number) for those that are set, in order.
template <class Each>
void each_bit(Span<u64> bits, Each each) {
    for (std::size_t w = 0; w < bits.count; ++w)
        for (u64 left = bits.first[w]; left; left &= left - 1) each(static_cast<u32>(w * 64 + static_cast<std::size_t>(std::countr_zero(left))));
}

}  // namespace searchlib
