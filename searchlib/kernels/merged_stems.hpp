// A form's impacts may be those of its stem, and the two may share a list: which stem has a form in a segment that is merged?
#pragma once
#include "term_walk.hpp"

namespace searchlib {

// The forms and stems of one segment.
class SegmentStems {
  public:
    static constexpr u32 NONE = 0xFFFFFFFFu;

    explicit SegmentStems(const Segment& segment) : segment_(&segment), forms_(terms_of(segment, FORM)), stems_(terms_of(segment, STEM)) {
        shared_stem_.assign(forms_.end - forms_.begin, NONE);
        filed_form_.assign(stems_.end - stems_.begin, NONE);
        near_ = stems_.begin;
        // A form and a stem that share a list are known by where it lies.
        const std::vector<Listed> forms = listed(forms_, [](const TermInfo& info) { return info.has_impacts(); });
        const std::vector<Listed> stems = listed(stems_, [](const TermInfo& info) { return info.flags & FLAG_POSITIONS; });
        for (auto form = forms.begin(), stem = stems.begin(); form != forms.end(); ++form) {
            while (stem != stems.end() && stem->offset < form->offset) ++stem;
            if (stem != stems.end() && stem->offset == form->offset) shared_stem_[form->term - forms_.begin] = stem->term;
        }
    }

    // The stem that has the impacts of a form; NONE when it has no stem.
    u32 stem_of(const TermPart& form) const {
        return form.info.has_impacts() ? shared_stem(form.term) : segment_->stem_of(form.term);
    }
    // The list that a form shares with its stem, if it does, was filed as that of `number`.
    void filed(const TermPart& form, u32 number) {
        const u32 stem = shared_stem(form.term);
        if (stem != NONE) filed_form_[stem - stems_.begin] = number;
    }
    // What the list of a stem was filed as already; NONE when it was not.
    u32 filed_as(const TermPart& stem) const {
        const std::size_t at = stem.term - stems_.begin;
        return at < filed_form_.size() ? filed_form_[at] : NONE;
    }

    // Has the segment this stem (its key)? Quick where stems are asked for nearly in their order.
    bool has(std::string_view stem) {
        u32 low = stems_.begin, high = stems_.end;
        if (near_ < high && segment_->key(near_) < stem) {
            low = near_ + 1;
            for (u32 step = 1; low < high; step *= 2) {
                const u32 probe = std::min(high - 1, low + step);
                if (!(segment_->key(probe) < stem)) {
                    high = probe;
                    break;
                }
                low = probe + 1;
            }
        } else {
            high = near_;
            for (u32 step = 1; low < high; step *= 2) {
                const u32 probe = high - std::min(step, high - low);
                if (segment_->key(probe) < stem) {
                    low = probe + 1;
                    break;
                }
                high = probe;
            }
        }
        while (low < high) {
            const u32 middle = low + (high - low) / 2;
            segment_->key(middle) < stem ? low = middle + 1 : high = middle;
        }
        near_ = low;
        return low < stems_.end && segment_->key(low) == stem;
    }

  private:
    struct Range {
        u32 begin, end;
    };
    struct Listed {
        u64 offset;
        u32 term;
    };
    // (In a forged file a form may stand anywhere.)
    u32 shared_stem(u32 form) const {
        const std::size_t at = form - forms_.begin;
        return at < shared_stem_.size() ? shared_stem_[at] : NONE;
    }
    static Range terms_of(const Segment& segment, char prefix) {
        const char first[] = {prefix}, behind[] = {static_cast<char>(prefix + 1)};
        const u32 begin = segment.lower_bound({first, 1});
        return {begin, std::max(begin, segment.lower_bound({behind, 1}))};
    }
    template <class Wanted>
    std::vector<Listed> listed(Range range, Wanted wanted) const {
        std::vector<Listed> found;
        for (u32 term = range.begin; term < range.end; ++term)
            if (const TermInfo info = segment_->info(term); wanted(info)) found.push_back({info.offset(), term});
        std::sort(found.begin(), found.end(), [](const Listed& a, const Listed& b) { return a.offset != b.offset ? a.offset < b.offset : a.term < b.term; });
        return found;
    }

    const Segment* segment_;
    Range forms_, stems_;
    std::vector<u32> shared_stem_;  // a form's
    std::vector<u32> filed_form_;   // a stem's
    u32 near_ = 0;                  // where the last stem was looked for
};

}  // namespace searchlib
