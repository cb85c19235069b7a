// Which two labels stand in the most documents together? Exact counts, over any set of documents.
//
// A pair is in no more documents than either of its labels, and in no more of the matching ones than of all. So the pairs that
// are frequent in all documents are numbered, once for each commit, and a document's are listed: where the k-th best of these is
// in as many matching documents as a pair needed to be numbered, no other pair can be better, and counting them was one addition
// for each. Otherwise (few documents match) all pairs of labels that are frequent enough are counted.
#pragma once
#include "facets.hpp"

namespace searchlib {

struct PairCount {
    u32 a, b, count;
};

class PairTable {
  public:
    explicit PairTable(const LabelTable& labels) : labels_(labels) { number_frequent(); }

    std::vector<PairCount> top(const std::vector<Span<u64>>& bits, std::size_t limit) const {
        if (!limit) return {};
        std::vector<PairCount> found = top_frequent(bits, limit);
        const u32 known = found.size() == limit ? found.back().count : 1;
        if (known >= least_) return found;
        const std::vector<u32> totals = labels_.counts(bits);
        const std::vector<LabelCount> first = labels_.top(totals, FIRST_ROWS, {});
        found = top_among(first, bits, limit);
        const u32 need = std::max(known, found.size() == limit ? found.back().count : 1);
        std::vector<LabelCount> enough;
        for (u32 label = 0; label < totals.size(); ++label)
            if (totals[label] >= need && !labels_.label(label).empty()) enough.push_back({label, totals[label]});
        return enough.size() <= FIRST_ROWS ? found : top_among(enough, bits, limit);
    }

  private:
    static constexpr std::size_t FIRST_ROWS = 64, MATRIX_ROWS = 1024, NUMBERED_LABELS = 4096;
    static constexpr u64 MOST_OCCURRENCES = 4'000'000;  // of pairs in documents: 32 MB while they are numbered
    static constexpr u32 NEVER = 0xFFFFFFFFu;

    struct Better {
        const LabelTable* labels;
        bool operator()(const PairCount& x, const PairCount& y) const {
            if (x.count != y.count) return x.count > y.count;
            return x.a != y.a ? labels->label(x.a) < labels->label(y.a) : labels->label(x.b) < labels->label(y.b);
        }
    };
    PairCount in_order(u32 a, u32 b, u32 count) const {
        return labels_.label(b) < labels_.label(a) ? PairCount{b, a, count} : PairCount{a, b, count};
    }

    // Calls each(lower number, higher number) for the pairs of a document's labels below `bound`.
    template <class Each>
    static void each_pair(Span<u32> numbers, u32 bound, std::vector<u32>& here, Each each) {
        here.clear();
        for (u32 number : numbers)
            if (number < bound) here.push_back(number);
        for (std::size_t i = 0; i < here.size(); ++i)
            for (std::size_t j = i + 1; j < here.size(); ++j)
                if (here[i] != here[j]) each(std::min(here[i], here[j]), std::max(here[i], here[j]));
    }

    // How many labels take part, and in how many documents a pair must be to be numbered: every pair in so many is one of theirs.
    u32 bound() {
        std::size_t rows = std::min(NUMBERED_LABELS, labels_.size());
        while (true) {
            least_ = std::max(2u, rows < labels_.size() ? labels_.total(static_cast<u32>(rows)) + 1 : 2u);
            u64 occurrences = 0;
            for (const Lists& lists : labels_.lists())
                for (u32 doc = 0; doc < lists.ends.size(); ++doc) {
                    u64 here = 0;
                    for (u32 number : lists.of(doc)) here += number < rows;
                    occurrences += here * (here ? here - 1 : 0) / 2;
                }
            if (occurrences <= MOST_OCCURRENCES) return static_cast<u32>(rows);
            rows /= 2;
        }
    }

    void number_frequent() {
        struct Occurrence {
            u32 other, doc;
        };
        const u32 rows = bound();
        std::vector<u32> ends(rows), here;
        auto each_occurrence = [&](auto each) {
            u32 base = 0;
            for (const Lists& lists : labels_.lists()) {
                for (u32 doc = 0; doc < lists.ends.size(); ++doc)
                    each_pair(lists.of(doc), rows, here, [&](u32 a, u32 b) { each(a, b, base + doc); });
                base += static_cast<u32>(lists.ends.size());
            }
            return base;
        };
        // Occurrences by their first label, then of each first label by their second: no table of all pairs is needed.
        const u32 documents = each_occurrence([&](u32 a, u32, u32) { ++ends[a]; });
        u32 total = 0;
        for (u32& end : ends) end = (total += end) - end;
        std::vector<Occurrence> occurrences(total);
        each_occurrence([&](u32 a, u32 b, u32 doc) { occurrences[ends[a]++] = {b, doc}; });
        std::vector<u32> counts(rows), numbers(rows);
        std::vector<Occurrence> numbered;
        by_document_.ends.assign(documents, 0);
        for (u32 a = 0, begin = 0; a < rows; begin = ends[a++]) {
            for (u32 at = begin; at < ends[a]; ++at) ++counts[occurrences[at].other];
            for (u32 at = begin; at < ends[a]; ++at) {
                const auto [other, doc] = occurrences[at];
                if (counts[other] < least_ || labels_.label(a).empty() || labels_.label(other).empty()) continue;
                if (numbers[other] == 0) {
                    pairs_.push_back(in_order(a, other, counts[other]));
                    numbers[other] = static_cast<u32>(pairs_.size());
                }
                numbered.push_back({numbers[other] - 1, doc});
                ++by_document_.ends[doc];
            }
            for (u32 at = begin; at < ends[a]; ++at) counts[occurrences[at].other] = numbers[occurrences[at].other] = 0;
        }
        total = 0;
        for (u32& end : by_document_.ends) end = (total += end) - end;
        by_document_.numbers.resize(total);
        for (const auto& [number, doc] : numbered) by_document_.numbers[by_document_.ends[doc]++] = number;
    }

    std::vector<PairCount> top_frequent(const std::vector<Span<u64>>& bits, std::size_t limit) const {
        std::vector<u32> counts(pairs_.size());
        u32 base = 0;
        for (std::size_t s = 0; s < bits.size(); ++s) {
            each_bit(bits[s], [&](u32 doc) {
                for (u32 pair : by_document_.of(base + doc)) ++counts[pair];
            });
            base += static_cast<u32>(labels_.lists()[s].ends.size());
        }
        Best<PairCount, Better> best(limit, Better{&labels_});
        for (std::size_t pair = 0; pair < counts.size(); ++pair)
            if (counts[pair] >= best.need()) best.offer({pairs_[pair].a, pairs_[pair].b, counts[pair]});
        return best.take();
    }

    std::vector<PairCount> top_among(const std::vector<LabelCount>& chosen, const std::vector<Span<u64>>& bits, std::size_t limit) const {
        std::vector<u32> row(labels_.size(), NEVER), rows_here, here;
        const u32 rows = static_cast<u32>(chosen.size());
        for (u32 i = 0; i < rows; ++i) row[chosen[i].label] = i;
        std::vector<u32> matrix(rows <= MATRIX_ROWS ? std::size_t{rows} * rows : 0);
        std::unordered_map<u64, u32> sparse;
        labels_.each_document(bits, [&](Span<u32> numbers) {
            if (numbers.count < 2) return;
            rows_here.clear();
            for (u32 number : numbers)
                if (row[number] != NEVER) rows_here.push_back(row[number]);
            each_pair({rows_here.data(), rows_here.size()}, NEVER, here, [&](u32 a, u32 b) {
                matrix.empty() ? ++sparse[u64{a} << 32 | b] : ++matrix[std::size_t{a} * rows + b];
            });
        });
        Best<PairCount, Better> best(limit, Better{&labels_});
        auto offer = [&](std::size_t a, std::size_t b, u32 count) {
            if (count >= best.need()) best.offer(in_order(chosen[a].label, chosen[b].label, count));
        };
        for (std::size_t at = 0; at < matrix.size(); ++at) offer(at / rows, at % rows, matrix[at]);
        for (const auto& [pair, count] : sparse) offer(pair >> 32, pair & NEVER, count);
        return best.take();
    }

    const LabelTable& labels_;
    u32 least_ = NEVER;  // pairs in so many documents are numbered
    std::vector<PairCount> pairs_;
    Lists by_document_;  // numbers of pairs; documents of all segments, one after another
};

}  // namespace searchlib
