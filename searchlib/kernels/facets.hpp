// How many of the matching documents have each label, each pair of labels, each day? Counts over bitmaps of documents.
//
// Labels (people, sources, sections, extras) have numbers of their own in each segment. LabelTable numbers them across
// segments, once for each commit, so that counting is one addition a label. (What Lucene calls global ordinals.)
#pragma once
#include <map>
#include <unordered_map>

#include "segment.hpp"

namespace searchlib {

enum class Facet : u8 { PEOPLE, SOURCE, SECTION, EXTRA };

template <class Each>
void each_bit(Span<u64> bits, Each each) {
    for (std::size_t w = 0; w < bits.count; ++w)
        for (u64 left = bits.first[w]; left; left &= left - 1) each(static_cast<u32>(w * 64 + static_cast<std::size_t>(std::countr_zero(left))));
}

inline u32 count_bits(Span<u64> bits, u32 from, u32 to) {
    u32 count = 0;
    while (from < to) {
        const u32 stop = std::min(to, (from / 64 + 1) * 64);
        const u64 high = stop % 64 ? (u64{1} << (stop % 64)) - 1 : ~u64{0};
        count += static_cast<u32>(std::popcount(bits.first[from / 64] & high & ~u64{0} << (from % 64)));
        from = stop;
    }
    return count;
}

struct LabelCount {
    u32 label, count;
};
struct PairCount {
    u32 a, b, count;
};

class LabelTable {
  public:
    LabelTable(std::vector<const Segment*> segments, Facet facet) : segments_(std::move(segments)), facet_(facet) {
        std::unordered_map<std::string_view, u32> numbers;
        for (const Segment* segment : segments_) {
            std::vector<u32> global(segment->column<u32>(ends()).count);
            for (u32 local = 0; local < global.size(); ++local) {
                const std::string_view label = label_of(*segment, local);
                const auto [found, is_new] = numbers.emplace(label, static_cast<u32>(labels_.size()));
                if (is_new) labels_.push_back(label);
                global[local] = found->second;
            }
            // Checked here, once, so that counting need not.
            for (u32 value : segment->column<u32>(values_section()))
                if (value >= global.size()) throw CorruptFile(segment->name() + ": a label has no name");
            numbers_.push_back(std::move(global));
        }
    }
    std::string_view label(u32 number) const { return labels_[number]; }
    std::size_t size() const { return labels_.size(); }

    // Documents with each label, of those whose bit is set.
    std::vector<u32> counts(const std::vector<Span<u64>>& bits) const {
        std::vector<u32> counts(labels_.size());
        each_document(bits, [&](const u32* global, Span<u32> labels) {
            for (u32 local : labels) ++counts[global[local]];
        });
        return counts;
    }

    // The most frequent labels that begin so, by count, then by name; nameless ones are none.
    std::vector<LabelCount> top(const std::vector<u32>& counts, std::size_t limit, std::string_view prefix) const {
        std::vector<LabelCount> found;
        for (u32 label = 0; label < counts.size(); ++label)
            if (counts[label] && labels_[label].size() > prefix.size() && labels_[label].starts_with(prefix))
                found.push_back({label, counts[label]});
        return best(found, limit, [this](const LabelCount& a, const LabelCount& b) {
            return a.count != b.count ? a.count > b.count : labels_[a.label] < labels_[b.label];
        });
    }

    // The pairs of labels that stand in the most documents together. Exact: a pair is in no more documents than either of its
    // labels, so after the k-th best pair of the most frequent labels, only labels at least as frequent can better it.
    std::vector<PairCount> pairs(const std::vector<Span<u64>>& bits, std::size_t limit) const {
        const std::vector<u32> totals = counts(bits);
        std::vector<LabelCount> frequent = top(totals, FIRST_ROWS, {});
        std::vector<PairCount> found = pairs_among({frequent.data(), frequent.size()}, bits, limit);
        const u32 least = found.size() == limit && limit ? found.back().count : 1;
        frequent.clear();
        for (u32 label = 0; label < totals.size(); ++label)
            if (totals[label] >= least && !labels_[label].empty()) frequent.push_back({label, totals[label]});
        return frequent.size() <= FIRST_ROWS ? found : pairs_among({frequent.data(), frequent.size()}, bits, limit);
    }

  private:
    static constexpr std::size_t FIRST_ROWS = 64, MATRIX_ROWS = 1024;

    Section ends() const {
        if (facet_ == Facet::PEOPLE) return PERSON_NAME_ENDS;
        return facet_ == Facet::EXTRA ? EXTRA_LABEL_ENDS : LABEL_ENDS;
    }
    Section values_section() const {
        constexpr Section values[] = {PERSONS, SOURCES, NEWS_SECTIONS, EXTRAS};
        return values[static_cast<u8>(facet_)];
    }
    std::string_view label_of(const Segment& segment, u32 local) const {
        if (facet_ == Facet::PEOPLE) return segment.person_name(local);
        return facet_ == Facet::EXTRA ? segment.extra_label(local) : segment.label(local);
    }
    // Calls each(numbers across segments, the document's own numbers).
    template <class Each>
    void each_document(const std::vector<Span<u64>>& bits, Each each) const {
        for (std::size_t s = 0; s < segments_.size(); ++s) {
            const std::vector<u32>& global = numbers_[s];
            const Span<u32> values = segments_[s]->column<u32>(values_section());
            if (facet_ == Facet::SOURCE || facet_ == Facet::SECTION) {
                each_bit(bits[s], [&](u32 doc) { each(global.data(), Span<u32>{values.first + doc, 1}); });
                continue;
            }
            const Span<u32> list_ends = segments_[s]->column<u32>(facet_ == Facet::PEOPLE ? PERSON_ENDS : EXTRA_ENDS);
            each_bit(bits[s], [&](u32 doc) {
                const u32 begin = doc ? list_ends.first[doc - 1] : 0, end = list_ends.first[doc];
                if (begin > end || end > values.count) throw CorruptFile(segments_[s]->name() + ": a list of labels is not in its section");
                each(global.data(), Span<u32>{values.first + begin, end - begin});
            });
        }
    }
    template <class Count, class Better>
    static std::vector<Count> best(std::vector<Count>& found, std::size_t limit, Better better) {
        const std::size_t kept = std::min(limit, found.size());
        std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(), better);
        found.resize(kept);
        return std::move(found);
    }
    std::vector<PairCount> pairs_among(Span<LabelCount> labels, const std::vector<Span<u64>>& bits, std::size_t limit) const {
        constexpr u32 NONE = 0xFFFFFFFFu;
        std::vector<u32> row(labels_.size(), NONE), here;
        for (u32 i = 0; i < labels.count; ++i) row[labels.first[i].label] = i;
        const u32 rows = static_cast<u32>(labels.count);
        std::vector<u32> matrix(rows <= MATRIX_ROWS ? std::size_t{rows} * rows : 0);
        std::unordered_map<u64, u32> sparse;
        each_document(bits, [&](const u32* global, Span<u32> numbers) {
            if (numbers.count < 2) return;
            here.clear();
            for (u32 local : numbers)
                if (row[global[local]] != NONE) here.push_back(row[global[local]]);
            for (std::size_t i = 0; i < here.size(); ++i)
                for (std::size_t j = i + 1; j < here.size(); ++j) {
                    const u32 a = std::min(here[i], here[j]), b = std::max(here[i], here[j]);
                    matrix.empty() ? ++sparse[u64{a} << 32 | b] : ++matrix[std::size_t{a} * rows + b];
                }
        });
        std::vector<PairCount> found;
        auto put = [&](std::size_t a, std::size_t b, u32 count) {
            if (count) found.push_back({labels.first[a].label, labels.first[b].label, count});
        };
        for (std::size_t at = 0; at < matrix.size(); ++at) put(at / rows, at % rows, matrix[at]);
        for (const auto& [pair, count] : sparse) put(pair >> 32, pair & 0xFFFFFFFFu, count);
        for (PairCount& pair : found)
            if (labels_[pair.b] < labels_[pair.a]) std::swap(pair.a, pair.b);
        return best(found, limit, [this](const PairCount& a, const PairCount& b) {
            if (a.count != b.count) return a.count > b.count;
            return a.a != b.a ? labels_[a.a] < labels_[b.a] : labels_[a.b] < labels_[b.b];
        });
    }

    std::vector<const Segment*> segments_;
    Facet facet_;
    std::vector<std::vector<u32>> numbers_;
    std::vector<std::string_view> labels_;
};

// --- days -----------------------------------------------------------------------------------------------------------

enum class Unit : u8 { DAY, WEEK, MONTH, QUARTER, YEAR };

// Proleptic Gregorian days (1 = 1 January of year 1) to year and month and back, by eras of 400 years (Hinnant).
struct YearMonth {
    i32 year, month;
};
inline YearMonth year_month_of(i32 day) {
    const i32 z = day + 305;  // from 1 March of year 0
    const i32 era = (z >= 0 ? z : z - 146096) / 146097;
    const u32 of_era = static_cast<u32>(z - era * 146097);
    const u32 year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const u32 of_year = of_era - (365 * year + year / 4 - year / 100);
    const u32 month = (5 * of_year + 2) / 153;
    return {static_cast<i32>(year) + era * 400 + (month >= 10), static_cast<i32>(month < 10 ? month + 3 : month - 9)};
}
inline i32 first_day_of(i32 year, i32 month) {
    const i32 y = year - (month <= 2);
    const i32 era = (y >= 0 ? y : y - 399) / 400;
    const u32 of_era = static_cast<u32>(y - era * 400);
    const u32 of_year = (153 * static_cast<u32>(month > 2 ? month - 3 : month + 9) + 2) / 5;
    return era * 146097 + static_cast<i32>(of_era * 365 + of_era / 4 - of_era / 100 + of_year) - 305;
}

// The first day of the day, week (from Monday), month, quarter or year that a day lies in.
inline i32 bucket_of(i32 day, Unit unit) {
    day = std::clamp(day, 1, LAST_CALENDAR_DAY);  // others are in no file that searchlib wrote
    if (unit == Unit::DAY) return day;
    if (unit == Unit::WEEK) return day - (((day - 1) % 7) + 7) % 7;  // day 1 was a Monday
    const YearMonth at = year_month_of(day);
    if (unit == Unit::YEAR) return first_day_of(at.year, 1);
    return first_day_of(at.year, unit == Unit::MONTH ? at.month : (at.month - 1) / 3 * 3 + 1);
}

struct Histogram {
    std::map<i32, u64> counts;  // by the first day of the bucket; empty ones are left out
    u64 undated = 0;

    // Documents lie in order of days, so a day's are a run of bits.
    void add(const Segment& segment, Span<u64> bits, Unit unit) {
        const Span<i32> days = segment.column<i32>(DAYS);
        for (u32 doc = 0; doc < segment.documents();) {
            const i32 day = days.first[doc];
            u32 end = doc + 1;
            while (end < segment.documents() && days.first[end] == day) ++end;
            if (const u32 count = count_bits(bits, doc, end)) {
                if (day == NO_DAY)
                    undated += count;
                else
                    counts[bucket_of(day, unit)] += count;
            }
            doc = end;
        }
    }
};

}  // namespace searchlib
