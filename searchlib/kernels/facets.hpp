// How many of the matching documents have each label, each day? Counts over bitmaps of documents.
//
// Labels (people, sources, sections, extras) have numbers of their own in each segment. LabelTable numbers them across
// segments, once for each commit, so that counting is one addition a label (what Lucene calls global ordinals), and the
// most frequent first, so that looking for the best ends early. Pairs: pairs.hpp.
#pragma once
#include <map>
#include <unordered_map>

#include "day_buckets.hpp"
#include "segment.hpp"

namespace searchlib {

enum class Facet : u8 { PEOPLE, SOURCE, SECTION, EXTRA };

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

// The best `limit` of what is offered, kept as a heap with the worst in front.
template <class Count, class Better>
class Best {
  public:
    Best(std::size_t limit, Better better) : limit_(limit), better_(better) {}
    void offer(const Count& one) {
        if (kept_.size() < limit_) {
            kept_.push_back(one);
            std::push_heap(kept_.begin(), kept_.end(), better_);
        } else if (limit_ && better_(one, kept_.front())) {
            std::pop_heap(kept_.begin(), kept_.end(), better_);
            kept_.back() = one;
            std::push_heap(kept_.begin(), kept_.end(), better_);
        }
    }
    // What a count must reach to get in; a count that equals it may.
    u32 need() const { return kept_.size() == limit_ && limit_ ? kept_.front().count : 1; }
    std::vector<Count> take() {
        std::sort_heap(kept_.begin(), kept_.end(), better_);
        return std::move(kept_);
    }

  private:
    std::size_t limit_;
    Better better_;
    std::vector<Count> kept_;
};

// Numbers of each document, back to back.
struct Lists {
    std::vector<u32> ends, numbers;

    Span<u32> of(u32 doc) const {
        const u32 begin = doc ? ends[doc - 1] : 0;
        return {numbers.data() + begin, ends[doc] - begin};
    }

    // Counts the numbers of the documents whose bit is set. Where 64 neighbours all are, their lists are one.
    void count(Span<u64> bits, std::vector<u32>& counts) const {
        const std::size_t words = std::min(bits.count, (ends.size() + 63) / 64);
        for (std::size_t w = 0; w < words; ++w) {
            const u32 first = static_cast<u32>(w * 64);
            if (bits.first[w] == ~u64{0} && first + 64 <= ends.size()) {
                for (u32 at = first ? ends[first - 1] : 0; at < ends[first + 63]; ++at) ++counts[numbers[at]];
                continue;
            }
            each_bit({bits.first + w, 1}, [&](u32 bit) {
                if (first + bit < ends.size())
                    for (u32 number : of(first + bit)) ++counts[number];
            });
        }
    }
};

// Labels of all segments, the most frequent first: number 0 is in the most documents.
class LabelTable {
  public:
    using Renames = std::unordered_map<std::string, std::string>;

    // renames: labels that are counted as another; a document with both counts once.
    LabelTable(std::vector<const Segment*> segments, Facet facet, Renames renames = {}) : segments_(std::move(segments)), facet_(facet), renames_(std::move(renames)) {
        std::unordered_map<std::string_view, u32> known;
        std::vector<std::string_view> labels;
        for (const Segment* segment : segments_) {
            std::vector<u32> global(segment->column<u32>(ends_section()).count);
            for (u32 local = 0; local < global.size(); ++local) {
                const std::string_view label = renamed(label_of(*segment, local));
                const auto [found, is_new] = known.emplace(label, static_cast<u32>(labels.size()));
                if (is_new) labels.push_back(label);
                global[local] = found->second;
            }
            lists_.push_back(lists_of(*segment, global));
            if (!renames_.empty()) each_once(lists_.back());
        }
        rank(labels);
    }
    std::string_view label(u32 number) const { return labels_[number]; }
    std::size_t size() const { return labels_.size(); }
    // Documents with a label in all, deleted ones included.
    u32 total(u32 number) const { return totals_[number]; }
    const std::vector<Lists>& lists() const { return lists_; }

    // Documents with each label, of those whose bit is set.
    std::vector<u32> counts(const std::vector<Span<u64>>& bits) const {
        std::vector<u32> counts(labels_.size());
        for (std::size_t s = 0; s < segments_.size(); ++s) lists_[s].count(bits[s], counts);
        return counts;
    }

    // The most frequent labels that begin so, by count, then by name; nameless ones are none.
    std::vector<LabelCount> top(const std::vector<u32>& counts, std::size_t limit, std::string_view prefix) const {
        Best<LabelCount, BetterLabel> best(limit, BetterLabel{this});
        for (u32 label = 0; label < counts.size(); ++label) {
            if (totals_[label] < best.need()) break;  // nor can any behind it, which are in fewer documents
            if (counts[label] && labels_[label].size() > prefix.size() && labels_[label].starts_with(prefix)) best.offer({label, counts[label]});
        }
        return best.take();
    }

    // Calls each(numbers) for each document whose bit is set.
    template <class Each>
    void each_document(const std::vector<Span<u64>>& bits, Each each) const {
        for (std::size_t s = 0; s < segments_.size(); ++s)
            each_bit(bits[s], [&](u32 doc) { each(lists_[s].of(doc)); });
    }

  private:
    struct BetterLabel {
        const LabelTable* table;
        bool operator()(const LabelCount& a, const LabelCount& b) const {
            return a.count != b.count ? a.count > b.count : table->labels_[a.label] < table->labels_[b.label];
        }
    };

    Section ends_section() const {
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
    // A segment's lists with numbers across segments. Checked here, once, so that counting need not.
    Lists lists_of(const Segment& segment, const std::vector<u32>& global) const {
        Lists lists;
        const auto add = [&](u32 value) {
            if (value >= global.size()) throw CorruptFile(segment.name() + ": a label has no name");
            lists.numbers.push_back(global[value]);
        };
        if (facet_ == Facet::SOURCE || facet_ == Facet::SECTION) {
            for (u32 doc = 0; doc < segment.documents(); ++doc) {
                add(segment.value<u32>(values_section(), doc));
                lists.ends.push_back(doc + 1);
            }
            return lists;
        }
        for (u32 value : segment.column<u32>(values_section())) add(value);
        const Section ends = facet_ == Facet::PEOPLE ? PERSON_ENDS : EXTRA_ENDS;
        for (u32 doc = 0; doc < segment.documents(); ++doc) lists.ends.push_back(segment.value<u32>(ends, doc));
        for (std::size_t doc = 0; doc < lists.ends.size(); ++doc)
            if (lists.ends[doc] > lists.numbers.size() || (doc && lists.ends[doc] < lists.ends[doc - 1]))
                throw CorruptFile(segment.name() + ": a list of labels is not in its section");
        return lists;
    }
    std::string_view renamed(std::string_view label) const {
        if (renames_.empty()) return label;
        const auto found = renames_.find(std::string(label));
        return found == renames_.end() ? label : std::string_view(found->second);
    }
    static void each_once(Lists& lists) {
        u32 begin = 0, kept = 0;
        for (u32& end : lists.ends) {
            const u32 first = kept;
            for (u32 at = begin; at < end; ++at) {
                const u32 number = lists.numbers[at];
                const auto from = lists.numbers.begin() + first, to = lists.numbers.begin() + kept;
                if (std::find(from, to, number) == to) lists.numbers[kept++] = number;
            }
            begin = end;
            end = kept;
        }
        lists.numbers.resize(kept);
    }
    // Renumbers the labels by how many documents have them.
    void rank(const std::vector<std::string_view>& labels) {
        std::vector<u32> totals(labels.size()), order(labels.size()), ranks(labels.size());
        for (const Lists& lists : lists_)
            for (u32 label : lists.numbers) ++totals[label];
        for (u32 label = 0; label < order.size(); ++label) order[label] = label;
        std::sort(order.begin(), order.end(), [&](u32 a, u32 b) { return totals[a] != totals[b] ? totals[a] > totals[b] : a < b; });
        for (u32 number = 0; number < order.size(); ++number) {
            ranks[order[number]] = number;
            labels_.push_back(labels[order[number]]);
            totals_.push_back(totals[order[number]]);
        }
        for (Lists& lists : lists_)
            for (u32& label : lists.numbers) label = ranks[label];
    }

    std::vector<const Segment*> segments_;
    Facet facet_;
    Renames renames_;
    std::vector<Lists> lists_;
    std::vector<std::string_view> labels_;
    std::vector<u32> totals_;
};

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
