// Which term comes next in several dictionaries, and which of them have it? They are walked side by side.
#pragma once
#include "segment.hpp"

namespace searchlib {

// A term in one of the segments.
struct TermPart {
    std::size_t segment;
    TermInfo info;
    u32 term;
};

class TermWalk {
  public:
    explicit TermWalk(const std::vector<const Segment*>& segments) : segments_(segments), next_(segments.size()) {
        for (std::size_t s = 0; s < segments_.size(); ++s) look_at(s);
    }
    // The least key that was not walked over yet; empty behind the last. It lives as long as the segments.
    std::string_view key() const {
        const Place* least = nullptr;
        for (const Place& one : next_)
            if (one.head != END && (!least || one.head < least->head || (one.head == least->head && one.key < least->key))) least = &one;
        return least ? least->key : std::string_view();
    }
    // Walks over `key`, which is what key() gave; `parts` gets it as each segment has it.
    void take(std::string_view key, std::vector<TermPart>& parts) {
        parts.clear();
        const u64 head = Segment::first_bytes(key);
        for (std::size_t s = 0; s < next_.size(); ++s) {
            if (next_[s].head != head || next_[s].key != key) continue;
            parts.push_back({s, segments_[s]->info(next_[s].term), next_[s].term});
            ++next_[s].term;
            look_at(s);
        }
    }

  private:
    static constexpr u64 END = ~u64{0};  // no key begins so: they are UTF-8
    struct Place {
        u64 head = END;  // the first bytes of the key, which decide nearly every comparison
        std::string_view key;
        u32 term = 0;
    };
    void look_at(std::size_t s) {
        Place& one = next_[s];
        if (one.term == segments_[s]->terms()) {
            one.head = END;
            return;
        }
        one.key = segments_[s]->key(one.term);
        one.head = Segment::first_bytes(one.key);
        if (one.key.empty() || one.head == END) throw CorruptFile(segments_[s]->name() + ": a term has no key");
    }

    const std::vector<const Segment*>& segments_;
    std::vector<Place> next_;  // a segment's next term
};

}  // namespace searchlib
