// Which words of the dictionary begin so, with the number of articles that have them? How many edits are between two words?
#pragma once
#include <unordered_map>

#include "segment.hpp"

namespace searchlib {

struct WordCount {
    std::string_view word;  // without the key's letter
    u64 documents;
};

// Edits between two words: insertions, deletions, substitutions and swaps of neighbours, none of which is edited again
// (optimal string alignment). More than `most` is told as most + 1.
inline u32 edits_between(std::string_view a, std::string_view b, u32 most) {
    constexpr std::size_t LONGEST = 64;
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > most || b.size() > LONGEST) return a == b ? 0 : most + 1;
    u32 rows[3][LONGEST + 1];
    u32 *before = rows[0], *last = rows[1], *row = rows[2];
    for (u32 j = 0; j <= b.size(); ++j) last[j] = j;
    for (u32 i = 1; i <= a.size(); ++i) {
        row[0] = i;
        u32 least = i;
        for (u32 j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        // A swap reaches back two rows, so the row before must be beyond the bound as well.
        if (least > most && *std::min_element(last, last + b.size() + 1) > most) return most + 1;
        u32* const reused = before;
        before = last;
        last = row;
        row = reused;
    }
    return std::min(last[b.size()], most + 1);
}

class Vocabulary {
  public:
    explicit Vocabulary(std::vector<const Segment*> segments) : segments_(std::move(segments)) {}

    // The words that begin so and stand in the most articles; then by alphabet. `head` is the key's letter (and field).
    std::vector<WordCount> beginning(const std::string& head, std::string_view prefix, std::size_t limit) const {
        std::unordered_map<std::string_view, u64> counts;
        const std::string low = head + std::string(prefix);
        for (const Segment* segment : segments_)
            for (u32 term = segment->lower_bound(low); term < segment->terms(); ++term) {
                const std::string_view key = segment->key(term);
                if (!key.starts_with(low)) break;
                counts[key.substr(head.size())] += segment->info(term).df;
            }
        std::vector<WordCount> found;
        for (const auto& [word, documents] : counts) found.push_back({word, documents});
        return best(found, limit);
    }

  private:
    static std::vector<WordCount> best(std::vector<WordCount>& found, std::size_t limit) {
        const std::size_t kept = std::min(limit, found.size());
        std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                          [](const WordCount& a, const WordCount& b) {
                              return a.documents != b.documents ? a.documents > b.documents : a.word < b.word;
                          });
        found.resize(kept);
        return std::move(found);
    }
    std::vector<const Segment*> segments_;
};

}  // namespace searchlib
