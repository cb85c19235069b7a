// How do several segments become one? Documents interleave by day, lists are read, renumbered and filed again.
//
// Dictionaries are walked side by side, so memory holds the new dictionary and one list at a time.
#pragma once
#include <compare>
#include <utility>

#include "dictionary_writer.hpp"
#include "merged_list.hpp"
#include "merged_stems.hpp"
#include "word_pair_finder.hpp"

namespace searchlib {

class Merger {
  public:
    explicit Merger(std::vector<const Segment*> segments) : segments_(std::move(segments)) {
        interleave();
        columns_ = std::make_unique<ColumnWriter<Segment>>(segments_, order_);
        lists_ = std::make_unique<PostingListWriter>(static_cast<u32>(order_.size()));
        pairs_ = std::make_unique<WordPairFinder>(segments_, order_, renumbered_);
        merged_ = std::make_unique<MergedList>(segments_, renumbered_);
        terms_ = std::make_unique<TermWalk>(segments_);
        std::size_t terms = 0, key_bytes = 0;
        for (const Segment* segment : segments_) {
            stems_.emplace_back(*segment);
            terms += segment->terms();
            key_bytes += segment->key_bytes();
        }
        dictionary_.reserve(terms, key_bytes);
        filed_.reserve(terms);
    }

    // Appends lists to `out` until it holds `enough` bytes; false when the last one is written.
    bool next_postings(u64 written_before, std::size_t enough, Buffer& out) {
        while (out.size() < enough)
            if (!next_term(written_before, out) && !next_pair(written_before, out)) return false;
        return true;
    }
    DictionaryWriter& dictionary() { return dictionary_; }
    ColumnWriter<Segment>& columns() { return *columns_; }
    u32 document_count() const { return static_cast<u32>(order_.size()); }

  private:
    static constexpr u32 NONE = SegmentStems::NONE;

    void interleave() {
        renumbered_.resize(segments_.size());
        std::vector<u32> next(segments_.size());
        for (std::size_t s = 0; s < segments_.size(); ++s) {
            renumbered_[s].assign(segments_[s]->documents(), NO_DOC);
            skip_deleted(s, next[s]);
        }
        for (;;) {
            std::size_t best = segments_.size();
            for (std::size_t s = 0; s < segments_.size(); ++s)
                if (next[s] < segments_[s]->documents() &&
                    (best == segments_.size() || comes_before(*segments_[s], next[s], *segments_[best], next[best])))
                    best = s;
            if (best == segments_.size()) return;
            renumbered_[best][next[best]] = static_cast<u32>(order_.size());
            order_.push_back({static_cast<u32>(best), next[best]});
            skip_deleted(best, ++next[best]);
        }
    }
    void skip_deleted(std::size_t segment, u32& doc) const {
        while (doc < segments_[segment]->documents() && segments_[segment]->is_deleted(doc)) ++doc;
    }

    bool next_term(u64 written_before, Buffer& out) {
        const std::string_view key = terms_->key();
        if (key.empty() || key[0] == PAIR) return false;
        terms_->take(key, parts_);
        const u32 form = key[0] == STEM ? shared_form() : NONE;
        if (form != NONE) {
            if (const u32 number = filed_[form].number; number != NONE) {
                const TermInfo info = dictionary_.info(number);
                link_forms(dictionary_.add_key(key, info));
            }
            return true;
        }
        const u32 stem = key[0] == FORM ? stem_with_other_forms() : NONE;
        merged_->collect(parts_, key[0] != STEM, stem == NONE);
        u32 number = NONE;
        if (!merged_->list.docs.empty()) {
            const TermInfo info = lists_->write(merged_->list, merged_->with_positions(), out, written_before, shape_of(key[0]),
                                                [this](u32 posting) { return merged_->positions_of(posting); });
            number = dictionary_.add_key(key, info);
            if (stem != NONE) waiting_.push_back({static_cast<u32>(parts_[0].segment), stem, number});
            if (key[0] == STEM) link_forms(number);
        }
        if (key[0] == FORM) {
            for (const TermPart& part : parts_) stems_[part.segment].filed(part, static_cast<u32>(filed_.size()));
            filed_.push_back({number, static_cast<u32>(parts_.size())});
            pairs_->add_word(key, number == NONE ? 0 : dictionary_.info(number).df, parts_);
        }
        return true;
    }
    // Pairs come last. They are found anew: other words are frequent here than in the segments.
    bool next_pair(u64 written_before, Buffer& out) {
        if (!pairs_->next(pair_key_, merged_->list)) return false;
        dictionary_.add_key(pair_key_, lists_->write(merged_->list, out, written_before));
        return true;
    }

    // --- forms and their stems --------------------------------------------------------------------------------------------

    // The stem of a form in its first segment, if it is the same in all segments and has other forms too; else NONE.
    u32 stem_with_other_forms() {
        const u32 first = stems_[parts_[0].segment].stem_of(parts_[0]);
        if (first == NONE) return NONE;
        const std::string_view stem = segments_[parts_[0].segment]->key(first);
        bool others = !parts_[0].info.has_impacts();
        for (std::size_t i = 1; i < parts_.size(); ++i) {
            const u32 here = stems_[parts_[i].segment].stem_of(parts_[i]);
            if (here == NONE || segments_[parts_[i].segment]->key(here) != stem) return NONE;
            others |= !parts_[i].info.has_impacts();
        }
        auto part = parts_.begin();
        for (std::size_t s = 0; !others && s < segments_.size(); ++s) {
            if (part != parts_.end() && part->segment == s)
                ++part;
            else
                others = stems_[s].has(stem);
        }
        return others ? first : NONE;
    }
    // All forms come before the first stem.
    void link_forms(u32 stem) {
        if (!std::exchange(linking_, true)) std::sort(waiting_.begin(), waiting_.end());
        for (const TermPart& part : parts_) {
            const WaitingForm first{static_cast<u32>(part.segment), part.term, 0};
            for (auto one = std::lower_bound(waiting_.begin(), waiting_.end(), first);
                 one != waiting_.end() && one->segment == first.segment && one->stem == first.stem; ++one)
                dictionary_.link(one->form, stem);
        }
    }

    // A stem that in every segment shares the list of one and the same form shares it in the new one too.
    u32 shared_form() const {
        u32 form = NONE;
        for (const TermPart& part : parts_) {
            const u32 here = stems_[part.segment].filed_as(part);
            if (here == NONE || (form != NONE && here != form)) return NONE;
            form = here;
        }
        // The form may stand in a further segment under another stem (another language): then it is not this list.
        return form != NONE && filed_[form].segments == parts_.size() ? form : NONE;
    }

    std::vector<const Segment*> segments_;
    std::vector<DocumentRef> order_;
    std::vector<std::vector<u32>> renumbered_;
    std::unique_ptr<TermWalk> terms_;
    std::vector<TermPart> parts_;  // of the term that is being filed
    // The forms so far: their numbers in the new dictionary, NONE where nothing is left of them, and in how many segments they stood.
    struct FiledForm {
        u32 number, segments;
    };
    std::vector<FiledForm> filed_;
    std::vector<SegmentStems> stems_;  // a segment's
    // Forms that have the impacts of a stem: its number in one segment, and the form's in the new dictionary.
    struct WaitingForm {
        u32 segment, stem, form;
        auto operator<=>(const WaitingForm&) const = default;
    };
    std::vector<WaitingForm> waiting_;
    bool linking_ = false;  // are they in order?
    std::string pair_key_;
    std::unique_ptr<WordPairFinder> pairs_;
    std::unique_ptr<MergedList> merged_;
    std::unique_ptr<PostingListWriter> lists_;
    std::unique_ptr<ColumnWriter<Segment>> columns_;
    DictionaryWriter dictionary_;
};

}  // namespace searchlib
