// How do several segments become one? Documents interleave by day, lists are read, renumbered and filed again.
//
// Dictionaries are walked side by side, so memory holds the new dictionary and one list at a time.
#pragma once
#include <compare>
#include <utility>

#include "dictionary_writer.hpp"
#include "word_pair_finder.hpp"
#include "segment.hpp"
#include "window.hpp"

namespace searchlib {

class Merger {
  public:
    explicit Merger(std::vector<const Segment*> segments) : segments_(std::move(segments)) {
        interleave();
        columns_ = std::make_unique<ColumnWriter<Segment>>(segments_, order_);
        lists_ = std::make_unique<PostingListWriter>(static_cast<u32>(order_.size()));
        pairs_ = std::make_unique<WordPairFinder>(segments_, order_, renumbered_);
        at_.assign(segments_.size(), 0);
        find_stems();
        std::size_t terms = 0, key_bytes = 0;
        for (const Segment* segment : segments_) {
            terms += segment->terms();
            key_bytes += segment->key_bytes();
        }
        dictionary_.reserve(terms, key_bytes);
        filed_.reserve(terms);
        filed_parts_.reserve(terms);
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
    static constexpr u32 NO_FORM = 0xFFFFFFFFu, NO_TERM = 0xFFFFFFFFu;

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
        bool any = false;
        for (std::size_t s = 0; s < segments_.size(); ++s) {
            if (at_[s] >= segments_[s]->terms()) continue;
            const std::string_view key = segments_[s]->key(at_[s]);
            if (key.empty()) throw CorruptFile(segments_[s]->name() + ": a term has no key");
            if (!any || key < key_) key_ = key;
            any = true;
        }
        if (!any || key_[0] == PAIR) return false;
        parts_.clear();
        for (std::size_t s = 0; s < segments_.size(); ++s)
            if (at_[s] < segments_[s]->terms() && segments_[s]->key(at_[s]) == key_) {
                parts_.push_back({s, segments_[s]->info(at_[s]), at_[s]});
                ++at_[s];
            }
        const u32 form = key_[0] == STEM ? shared_form() : NO_FORM;
        if (form != NO_FORM) {
            if (filed_[form].df) link_forms(dictionary_.add_key(key_, filed_[form]));
            return true;
        }
        const u32 stem = key_[0] == FORM ? stem_with_other_forms() : NO_TERM;
        collect(key_[0] != STEM, stem == NO_TERM);
        TermInfo info;
        if (!list_.docs.empty()) {
            info = lists_->write(list_, with_positions_, out, written_before, dense_share(key_[0]), [this](u32 posting) {
                Source& source = sources_[origins_[posting].source];
                const Positions read = source.positions.read(source.list, origins_[posting].posting);
                positions_.clear();
                for (u32 i = 0; i < read.count; ++i) positions_.push_back(read[i]);
                return std::span<const u32>(positions_);
            });
            const u32 number = dictionary_.add_key(key_, info);
            if (stem != NO_TERM) waiting_.push_back({static_cast<u32>(parts_[0].segment), stem, number});
            if (key_[0] == STEM) link_forms(number);
        }
        if (key_[0] == FORM) {
            for (const TermPart& part : parts_)
                if (Stem* one = stem_at(part.segment, part.info.offset())) one->form = static_cast<u32>(filed_.size());
            filed_.push_back(info);
            pairs_->add_word(key_, info.df, parts_);
        }
        return true;
    }
    // Pairs come last. They are found anew: other words are frequent here than in the segments.
    bool next_pair(u64 written_before, Buffer& out) {
        if (!pairs_->next(pair_key_, list_)) return false;
        dictionary_.add_key(pair_key_, lists_->write(list_, out, written_before));
        return true;
    }

    // --- forms and their stems --------------------------------------------------------------------------------------------

    struct Stem {
        u64 offset;  // of its list
        u32 term;
        u32 form = NO_FORM;  // filed from that list, too
    };
    // A form and a stem that share a list are known by where it lies.
    Stem* stem_at(std::size_t segment, u64 offset) {
        const auto found = std::lower_bound(stems_[segment].begin(), stems_[segment].end(), offset,
                                            [](const Stem& stem, u64 wanted) { return stem.offset < wanted; });
        return found != stems_[segment].end() && found->offset == offset ? &*found : nullptr;
    }
    void find_stems() {
        stems_.resize(segments_.size());
        for (std::size_t s = 0; s < segments_.size(); ++s) {
            const char first[] = {STEM};
            std::vector<Stem> found;
            for (u32 term = segments_[s]->lower_bound({first, 1}); term < segments_[s]->terms(); ++term) {
                const TermInfo info = segments_[s]->info(term);  // one without positions is no form's
                if (info.flags & FLAG_POSITIONS) found.push_back({info.offset(), term});
            }
            stems_[s] = std::vector<Stem>(found.begin(), found.end());
            std::sort(stems_[s].begin(), stems_[s].end(), [](const Stem& a, const Stem& b) { return a.offset < b.offset; });
        }
    }
    // The stem that a form has in one segment, by its number there; NO_TERM when it has none.
    u32 stem_of(const TermPart& part) {
        if (!part.info.has_impacts()) return segments_[part.segment]->stem_of(part.term);
        const Stem* stem = stem_at(part.segment, part.info.offset());
        return stem ? stem->term : NO_TERM;
    }
    // The stem of a form in its first segment, if it is the same in all segments and has other forms too; else NO_TERM.
    u32 stem_with_other_forms() {
        const u32 first = stem_of(parts_[0]);
        if (first == NO_TERM) return NO_TERM;
        const std::string_view stem = segments_[parts_[0].segment]->key(first);
        bool others = false;
        for (const TermPart& part : parts_) {
            const u32 here = stem_of(part);
            if (here == NO_TERM || segments_[part.segment]->key(here) != stem) return NO_TERM;
            others |= !part.info.has_impacts();
        }
        for (std::size_t s = 0; !others && s < segments_.size(); ++s) {
            TermInfo info;
            others = std::none_of(parts_.begin(), parts_.end(), [s](const TermPart& part) { return part.segment == s; }) &&
                     segments_[s]->find(stem, info);
        }
        return others ? first : NO_TERM;
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
    u32 shared_form() {
        u32 form = NO_FORM;
        for (const TermPart& part : parts_) {
            const Stem* stem = stem_at(part.segment, part.info.offset());
            if (!stem || stem->form == NO_FORM || (form != NO_FORM && stem->form != form)) return NO_FORM;
            form = stem->form;
        }
        // The form may stand in a further segment under another stem (another language): then it is not this list.
        return form != NO_FORM && filed_parts_[form] == parts_.size() ? form : NO_FORM;
    }

    struct Source {
        Source(const PostingListView& view, const PostingCursor& start, const std::vector<u32>* numbers)
            : list(view), cursor(start), renumbered(numbers) {}
        PostingListView list;
        PostingCursor cursor;
        const std::vector<u32>* renumbered;
        std::unique_ptr<ListScan> stem;  // where the impacts are, if not in the list
        PositionReader positions;
        u32 doc() const { return (*renumbered)[cursor.doc()]; }
        u8 impact() { return stem ? std::max<u8>(1, stem->seek(cursor.doc())) : cursor.impact(); }
        void skip_deleted() {
            while (!cursor.done() && doc() == NO_DOC) cursor.next();
        }
    };
    void collect(bool with_positions, bool with_impacts) {
        list_.clear();
        if (key_[0] == FORM) filed_parts_.push_back(static_cast<u32>(parts_.size()));
        sources_.clear();
        origins_.clear();
        for (const TermPart& part : parts_) {
            const PostingListView list = segments_[part.segment]->list(part.info);
            sources_.emplace_back(list, PostingCursor(list), &renumbered_[part.segment]);
            sources_.back().skip_deleted();
            if (with_impacts && !part.info.has_impacts()) {
                const Segment& segment = *segments_[part.segment];
                sources_.back().stem = std::make_unique<ListScan>(segment.list(segment.stem_info(part.term)));
            }
            // A stem shares the list of its only form, with positions, in one segment and has its own in another.
            if (with_positions && list.has_positions() != sources_[0].list.has_positions())
                throw CorruptFile(segments_[part.segment]->name() + ": a posting list lacks positions, or has too many");
        }
        with_positions_ = with_positions && sources_[0].list.has_positions();
        u64 postings = 0;
        for (const TermPart& part : parts_) postings += part.info.df;
        postings < FEW ? take_one_by_one(with_impacts) : take_by_windows(with_impacts);
    }
    void take_one_by_one(bool with_impacts) {
        for (;;) {
            Source* best = nullptr;
            for (Source& source : sources_)
                if (!source.cursor.done() && (!best || source.doc() < best->doc())) best = &source;
            if (!best) return;
            list_.docs.push_back(best->doc());
            if (with_impacts) list_.impacts.push_back(best->impact());
            if (with_positions_) origins_.push_back({static_cast<u32>(best - sources_.data()), best->cursor.posting()});
            best->cursor.next();
            best->skip_deleted();
        }
    }
    // Which of the sources comes next is hard to guess: for a window of documents each puts down what it has, then all is
    // taken in the order of the documents.
    void take_by_windows(bool with_impacts) {
        here_.resize(WIDE);
        for (;;) {
            marks_.assign(WIDE / 64, 0);
            u32 next = NO_DOC;
            for (Source& source : sources_)
                if (!source.cursor.done()) next = std::min(next, source.doc());
            if (next == NO_DOC) return;
            const u32 begin = next / WIDE * WIDE;
            for (u32 i = 0; i < sources_.size(); ++i) {
                Source& source = sources_[i];
                for (u32 doc; !source.cursor.done() && (doc = source.doc()) - begin < WIDE; source.skip_deleted()) {
                    const u32 at = doc - begin;
                    marks_[at / 64] |= u64{1} << (at % 64);
                    here_[at] = {{i, source.cursor.posting()}, with_impacts ? source.impact() : u8{0}};
                    source.cursor.next();
                }
            }
            each_bit({marks_.data(), marks_.size()}, [&](u32 at) {
                list_.docs.push_back(begin + at);
                if (with_impacts) list_.impacts.push_back(here_[at].impact);
                if (with_positions_) origins_.push_back(here_[at].origin);
            });
        }
    }

    std::vector<const Segment*> segments_;
    std::vector<DocumentRef> order_;
    std::vector<std::vector<u32>> renumbered_;
    std::vector<u32> at_;
    std::vector<TermInfo> filed_;
    std::vector<u32> filed_parts_;  // in how many segments each form stood
    std::vector<std::vector<Stem>> stems_;  // a segment's, by where their lists lie
    // Forms that have the impacts of a stem: its number in one segment, and the form's in the new dictionary.
    struct WaitingForm {
        u32 segment, stem, form;
        auto operator<=>(const WaitingForm&) const = default;
    };
    std::vector<WaitingForm> waiting_;
    bool linking_ = false;  // are they in order?
    std::vector<TermPart> parts_;
    std::vector<Source> sources_;  // of the list that is being filed
    struct Origin {
        u32 source, posting;
    };
    std::vector<Origin> origins_;  // of its postings, where they have positions
    static constexpr u32 FEW = 64, WIDE = 1 << 14;
    struct Posting {
        Origin origin;
        u8 impact;
    };
    std::vector<Posting> here_;  // of a window's documents
    std::vector<u64> marks_;     // a bit for each that has one
    bool with_positions_ = false;
    std::string_view key_;
    std::string pair_key_;
    std::unique_ptr<WordPairFinder> pairs_;
    PostingList list_;
    std::unique_ptr<PostingListWriter> lists_;
    std::vector<u32> positions_;  // of one posting
    std::unique_ptr<ColumnWriter<Segment>> columns_;
    DictionaryWriter dictionary_;
};

}  // namespace searchlib
