// Which documents of a window fit any kind of query? A tree whose nodes fill a bitmap and scores a window at a time.
//
// This is the general path, and the exhaustive one: it prunes nothing, so it is also what the pruning algorithms are
// tested against. Documents that fit are bits; scores are added only for those.
#pragma once
#include <memory>

#include "position_reader.hpp"
#include "segment.hpp"
#include "window.hpp"

namespace searchlib {

constexpr u32 WINDOW_WORDS = WINDOW / 64;

struct WindowMatches {
    u64 bits[WINDOW_WORDS];
    u32 scores[WINDOW];
};

class MatchNode {
  public:
    virtual ~MatchNode() = default;
    // Fills `bits` for documents [begin, end) (whole words are written) and, unless null, adds to `scores`.
    virtual void match(u32 begin, u32 end, u64* bits, u32* scores) = 0;
};
using MatchNodePtr = std::unique_ptr<MatchNode>;

inline void clear_bits(u64* bits) { std::memset(bits, 0, WINDOW_WORDS * sizeof(u64)); }
inline void set_range(u64* bits, u32 from, u32 to) {
    for (u32 word = from / 64; word * 64 < to; ++word) {
        u64 all = ~u64{0};
        if (word == from / 64) all <<= from % 64;
        if (to - word * 64 < 64) all &= (u64{1} << (to - word * 64)) - 1;
        bits[word] |= all;
    }
}

class NothingNode : public MatchNode {
  public:
    void match(u32, u32, u64* bits, u32*) override { clear_bits(bits); }
};

// Documents low..high-1: everything, or a range of publication days.
class DocumentRangeNode : public MatchNode {
  public:
    DocumentRangeNode(u32 low, u32 high) : low_(low), high_(high) {}
    void match(u32 begin, u32 end, u64* bits, u32*) override {
        clear_bits(bits);
        const u32 from = std::max(begin, low_), to = std::min(end, high_);
        if (from < to) set_range(bits, from - begin, to - begin);
    }

  private:
    u32 low_, high_;
};

// Documents of a bitmap.
class GivenNode : public MatchNode {
  public:
    explicit GivenNode(const std::vector<u64>& given) : given_(given) {}
    void match(u32 begin, u32 end, u64* bits, u32*) override {
        clear_bits(bits);
        for (u32 doc = begin; doc < end;) {
            const u32 word = doc / 64, next = std::min(end, word * 64 + 64);
            if (word >= given_.size()) return;
            u64 here = given_[word] >> (doc % 64);
            if (next - doc < 64) here &= (u64{1} << (next - doc)) - 1;
            const u32 at = doc - begin;
            bits[at / 64] |= here << (at % 64);
            if (at % 64 && at / 64 + 1 < WINDOW_WORDS) bits[at / 64 + 1] |= here >> (64 - at % 64);
            doc = next;
        }
    }

  private:
    const std::vector<u64>& given_;
};

class TermNode : public MatchNode {
  public:
    TermNode(const PostingListView& list, u32 weight) : scan_(list), weight_(weight) {}
    void match(u32 begin, u32 end, u64* bits, u32* scores) override {
        clear_bits(bits);
        if (!scan_.highest(begin, end)) return;
        const u8* impacts = scan_.fill(begin, end, room_);
        const u32 size = end - begin;
        for (u32 at = 0; at < size; at += 64) bits[at / 64] = bytes_at_least(impacts + at, size - at, 1);
        if (scores)
            for (u32 i = 0; i < size; ++i) scores[i] += weight_ * impacts[i];
    }

  private:
    ListScan scan_;
    u32 weight_;
    u8 room_[WINDOW];
};

// A form whose impacts are its stem's.
class FormNode : public MatchNode {
  public:
    FormNode(const PostingListView& form, const PostingListView& stem, u32 weight) : form_(form), stem_(stem), weight_(weight) {}
    void match(u32 begin, u32 end, u64* bits, u32* scores) override {
        clear_bits(bits);
        if (!form_.highest(begin, end)) return;
        const u32 size = end - begin;
        const u8* present = form_.fill(begin, end, room_);
        for (u32 at = 0; at < size; at += 64) bits[at / 64] = bytes_at_least(present + at, size - at, 1);
        if (!scores) return;
        const u8* impacts = stem_.fill(begin, end, stem_room_);
        for (u32 i = 0; i < size; ++i)
            if (bits[i / 64] >> (i % 64) & 1) scores[i] += weight_ * impacts[i];
    }

  private:
    ListScan form_, stem_;
    u32 weight_;
    u8 room_[WINDOW], stem_room_[WINDOW];
};

// Any of many terms (a prefix, a pattern), all worth the same.
class AnyTermNode : public MatchNode {
  public:
    AnyTermNode(const std::vector<PostingListView>& lists, u32 score) : score_(score) {
        for (const PostingListView& list : lists) scans_.emplace_back(list);
    }
    void match(u32 begin, u32 end, u64* bits, u32* scores) override {
        clear_bits(bits);
        const u8 any = 1;
        for (ListScan& scan : scans_)
            scan.each(begin, end, any, [&](u32 doc, u8) {
                bits[(doc - begin) / 64] |= u64{1} << ((doc - begin) % 64);
                return true;
            });
        if (scores)
            for (u32 i = 0; i < end - begin; ++i)
                if (bits[i / 64] >> (i % 64) & 1) scores[i] += score_;
    }

  private:
    std::vector<ListScan> scans_;
    u32 score_;
};

enum class Zone : u8 { ANY = 0, HEADLINE = 1, STANDFIRST = 2, BENEATH = 3 };

// Words at given distances from one another (a phrase), or within a distance (near), in one zone.
class PhraseMatcher {
  public:
    struct Word {
        PostingListView list;
        u32 offset;  // from the first word of the phrase
    };
    PhraseMatcher(const Segment& segment, const std::vector<Word>& words, Zone zone, u32 near, bool ordered)
        : segment_(segment), zone_(zone), near_(near), ordered_(ordered), positions_(words.size()) {
        // Rare words first: where they are not right, the others need not be read. (Near words stay in the order given.)
        std::vector<Word> sorted = words;
        if (!near)
            std::stable_sort(sorted.begin(), sorted.end(), [](const Word& a, const Word& b) { return a.list.df < b.list.df; });
        for (const Word& word : sorted) {
            scans_.emplace_back(word.list);
            offsets_.push_back(word.offset);
        }
        readers_.resize(words.size());
    }
    bool trivial() const { return scans_.size() == 1 && zone_ == Zone::ANY; }

    // Does it stand in this document, which holds all of its words?
    bool stands_in(u32 doc) {
        if (trivial()) return true;
        u32 low = 0, high = NO_DOC;
        if (zone_ != Zone::ANY) {
            const ZoneLengths lengths = segment_.lengths(doc);
            if (zone_ == Zone::HEADLINE) high = lengths.standfirst_begin();
            if (zone_ == Zone::STANDFIRST) low = lengths.standfirst_begin(), high = lengths.body_begin();
            if (zone_ == Zone::BENEATH) low = lengths.standfirst_begin();
        }
        return near_ ? stands_near(doc, low, high) : stands_exactly(doc, low, high);
    }

  private:
    Positions read(std::size_t word, u32 doc) {
        return readers_[word].read(scans_[word].list, scans_[word].posting_of(doc));
    }
    bool stands_exactly(u32 doc, u32 low, u32 high) {
        // Where the phrase may begin: what is left of it, word after word.
        const Positions first = read(0, doc);
        if (starts_.size() < first.count) starts_.resize(first.count);
        u32* const starts = starts_.data();
        u32 left = 0;
        for (u32 i = 0; i < first.count; ++i) {
            starts[left] = first[i] - offsets_[0];
            left += first[i] >= offsets_[0] + low && first[i] < high;
        }
        for (std::size_t word = 1; word < scans_.size() && left; ++word) {
            const Positions positions = read(word, doc);
            const u32 offset = offsets_[word];
            u32 kept = 0;
            for (u32 i = 0; i < left; ++i) {
                const u32 wanted = starts[i] + offset;
                starts[kept] = starts[i];
                kept += wanted < high && positions.has(wanted);
            }
            left = kept;
        }
        return left != 0;
    }
    // Neighbouring words of the match at most `near_` apart; each word at a place of its own; within one zone.
    bool stands_near(u32 doc, u32 low, u32 high) {
        for (std::size_t i = 0; i < scans_.size(); ++i) {
            const Positions positions = read(i, doc);
            positions_[i].clear();
            for (u32 at = 0; at < positions.count; ++at) positions_[i].push_back(positions[at]);
        }
        const ZoneLengths lengths = segment_.lengths(doc);
        auto zone_of = [&](u32 p) { return p >= lengths.body_begin() ? 2 : p >= lengths.standfirst_begin() ? 1 : 0; };
        // Every word's occurrences as (position, word), then a sweep: a window holding all words with neighbours close.
        std::vector<std::pair<u32, u32>> all;
        for (std::size_t i = 0; i < positions_.size(); ++i)
            for (u32 position : positions_[i])
                if (position >= low && position < high) all.push_back({position, static_cast<u32>(i)});
        std::sort(all.begin(), all.end());
        if (ordered_) {
            for (const auto& [position, word] : all)
                if (word == 0 && follow(1, position, zone_of)) return true;
            return false;
        }
        // reach[m] bit set of words: chains of occurrences, each within near_ of the one before it.
        std::vector<std::pair<u32, u32>> chains;  // (last position, set of words), small
        const u32 full = (1u << positions_.size()) - 1;
        for (const auto& [position, word] : all) {
            std::vector<std::pair<u32, u32>> next{{position, 1u << word}};
            for (const auto& [last, set] : chains) {
                if (last + near_ < position || zone_of(last) != zone_of(position)) continue;
                if (last != position && !(set >> word & 1)) next.push_back({position, set | 1u << word});
                next.push_back({last, set});
            }
            std::sort(next.begin(), next.end());
            next.erase(std::unique(next.begin(), next.end()), next.end());
            for (const auto& [last, set] : next)
                if (set == full) return true;
            chains.swap(next);
        }
        return false;
    }
    template <class ZoneOf>
    bool follow(std::size_t word, u32 position, ZoneOf zone_of) {
        if (word == positions_.size()) return true;
        for (u32 next : positions_[word])
            if (next > position && next <= position + near_ && zone_of(next) == zone_of(position) && follow(word + 1, next, zone_of))
                return true;
        return false;
    }

    const Segment& segment_;
    Zone zone_;
    u32 near_;
    bool ordered_;
    std::vector<ListScan> scans_;
    std::vector<PositionReader> readers_;
    std::vector<u32> offsets_, starts_;
    std::vector<std::vector<u32>> positions_;
};

class AndNode : public MatchNode {
  public:
    AndNode(std::vector<MatchNodePtr> parts, std::vector<MatchNodePtr> excluded)
        : parts_(std::move(parts)), excluded_(std::move(excluded)) {}
    // Documents that fit must also pass this (phrases).
    std::unique_ptr<PhraseMatcher> phrase;

    void match(u32 begin, u32 end, u64* bits, u32* scores) override {
        // Of many words, most stand in few windows: nothing is cleared for those in which they don't.
        if (scores && scored_) own_.assign(WINDOW, 0);
        scored_ = false;
        u32* own = scores ? own_.data() : nullptr;
        clear_bits(bits);
        set_range(bits, 0, end - begin);
        u64 part_bits[WINDOW_WORDS];
        for (const auto& part : parts_) {
            part->match(begin, end, part_bits, own);
            u64 any = 0, part_any = 0;
            for (u32 w = 0; w < WINDOW_WORDS; ++w) {
                part_any |= part_bits[w];
                any |= bits[w] &= part_bits[w];
            }
            scored_ |= scores && part_any;
            if (!any) return;
        }
        for (const auto& part : excluded_) {
            part->match(begin, end, part_bits, nullptr);
            for (u32 w = 0; w < WINDOW_WORDS; ++w) bits[w] &= ~part_bits[w];
        }
        for (u32 w = 0; w < WINDOW_WORDS; ++w)
            for (u64 left = bits[w]; left; left &= left - 1) {
                const u32 i = w * 64 + static_cast<u32>(std::countr_zero(left));
                if (phrase && !phrase->stands_in(begin + i))
                    bits[w] &= ~(u64{1} << (i % 64));
                else if (scores)
                    scores[i] += own[i];
            }
    }

  private:
    std::vector<MatchNodePtr> parts_, excluded_;
    std::vector<u32> own_;
    bool scored_ = true;  // may own_ hold anything but zeros?
};

class OrNode : public MatchNode {
  public:
    explicit OrNode(std::vector<MatchNodePtr> parts) : parts_(std::move(parts)) {}
    void match(u32 begin, u32 end, u64* bits, u32* scores) override {
        clear_bits(bits);
        u64 part_bits[WINDOW_WORDS];
        for (const auto& part : parts_) {
            part->match(begin, end, part_bits, scores);
            for (u32 w = 0; w < WINDOW_WORDS; ++w) bits[w] |= part_bits[w];
        }
    }

  private:
    std::vector<MatchNodePtr> parts_;
};

}  // namespace searchlib
