// How does a batch become the sections of a segment? Bucket after bucket, by all threads together; the lists come out the
// same with any number of them.
#pragma once
#include "bucket_filer.hpp"
#include "bucket_places.hpp"
#include "word_pairs.hpp"

namespace searchlib {

class Filing {
  public:
    // `bucket_words`: how many words may be put in order at once.
    Filing(const Inverter& batch, u64 bucket_words, u32 threads)
        : layout_(batch, bucket_words, threads), places_(std::make_unique<BucketPlaces>(layout_)), pairs_(static_cast<u32>(layout_.order.size())) {
        for (u32 doc : layout_.order) refs_.push_back({0, doc});
        columns_ = std::make_unique<ColumnWriter<DocumentTable>>(std::vector<const DocumentTable*>{&batch.documents}, refs_);
        const u32 longest = layout_.form_words.empty() ? 0 : *std::max_element(layout_.form_words.begin(), layout_.form_words.end());
        for (u32 i = 0; i < threads; ++i) {
            filers_.push_back(std::make_unique<BucketFiler>(layout_));
            filers_.back()->make_room(layout_.most_words() / threads / ROUNDS, longest);
        }
        taken_ = threads;
        pair_words_.assign(batch.forms(), 0);
    }

    // Until it returns false; then the dictionary and the columns.
    bool next_postings(u64 written_before, Buffer& out) {
        if (taken_ == filers_.size()) {
            if (parts_.empty() && next_bucket_ < layout_.buckets.size()) read(layout_.buckets[next_bucket_++]);
            if (!parts_.empty()) {
                filers_[0]->out.swap(out);  // the room that it has is used again
                file();
            }
        }
        if (taken_ < filers_.size()) {
            take(*filers_[taken_++], written_before, out);
            return true;
        }
        let_go_of_buckets(out);
        file_variants(written_before, out);
        file_pairs(written_before, out);
        return false;
    }
    DictionaryWriter& dictionary() { return dictionary_; }
    ColumnWriter<DocumentTable>& columns() { return *columns_; }
    u32 document_count() const { return static_cast<u32>(layout_.order.size()); }

  private:
    // Stems of a bucket, and how many of its words are those of earlier parts.
    struct Part {
        u32 begin, end;
        u64 words_before;
    };
    // A bucket is filed by parts, some for each thread: what was filed waits in memory until it is taken.
    static constexpr std::size_t ROUNDS = 4;

    void read(const BatchLayout::Bucket& bucket) {
        places_->read(bucket);
        const std::size_t count = filers_.size() * ROUNDS;
        u64 words = 0;
        for (u32 at = bucket.begin; parts_.size() < count;) {
            parts_.push_back({at, at, words});
            const u64 enough = bucket.words * parts_.size() / count;
            while (at < bucket.end && words < enough)
                for (const u32 group_end = layout_.group_end(at); at < group_end; ++at) words += layout_.form_words[layout_.grouped[at]];
            parts_.back().end = at;
        }
    }
    // A part by each thread.
    void file() {
        side_by_side(filers_.size(), [&](std::size_t i) {
            const Part& part = parts_[i];
            filers_[i]->file(part.begin, part.end, places_->begin() + part.words_before);
        });
        parts_.erase(parts_.begin(), parts_.begin() + static_cast<std::ptrdiff_t>(filers_.size()));
        taken_ = 0;
    }
    void take(BucketFiler& filer, u64 written_before, Buffer& out) {
        dictionary_.append(filer.dictionary, written_before + out.size());
        if (out.size())
            out.put_bytes(filer.out.data(), filer.out.size());
        else
            out.swap(filer.out);
        for (const BucketFiler::FiledForm& one : filer.forms)
            pair_words_[one.form] = pairs_.add_word(layout_.batch.plain_key(one.form), one.df);
        for (auto& [form, impacts] : filer.variant_impacts) {
            std::vector<BucketFiler::VariantImpact>& all = variant_impacts_[form];
            all.insert(all.end(), impacts.begin(), impacts.end());
        }
        filer.clear();
    }
    // Much memory, which what comes next need not wait beside.
    void let_go_of_buckets(Buffer& out) {
        places_.reset();
        filers_.clear();
        Buffer().swap(out);
    }
    void file_variants(u64 written_before, Buffer& out) {
        if (layout_.variant_of.empty()) return;
        BucketFiler filer(layout_);
        std::unordered_map<u32, HugeVector<u32>> places;
        for (u32 doc = 0; doc < layout_.order.size(); ++doc)
            layout_.each_word(doc, [&](u32 form, u32 place) {
                const auto found = layout_.variant_of.find(form);
                if (found != layout_.variant_of.end()) places[found->second].push_back(place);
            });
        for (auto& [form, all] : places) filer.file_variant(form, all, variant_impacts_[form]);
        take(filer, written_before, out);
        for (const auto& [form, filed_as] : layout_.variant_of) pair_words_[form] = pair_words_[filed_as];
    }
    // Frequent words side by side, by one more reading of the stream, for which each thread takes a share of the documents.
    void file_pairs(u64 written_before, Buffer& out) {
        if (!pairs_.any_common()) return;
        for (u32& word : pair_words_) word = WordPairStream(pairs_).code(word);
        std::vector<WordPairCollector> later(layout_.shares.size() - 1, pairs_);
        side_by_side(layout_.shares.size(), [&](std::size_t i) { collect_pairs(layout_.shares[i], i ? later[i - 1] : pairs_); });
        for (WordPairCollector& one : later) pairs_.append(one);
        PostingListWriter lists(document_count());
        PostingList list;
        std::string key;
        while (pairs_.next(key, list)) dictionary_.add_key(key, lists.write(list, out, written_before));
    }
    void collect_pairs(const BatchLayout::Share& share, WordPairCollector& collector) {
        WordPairStream pairs(collector);
        HugeVector<WordPairStream::Word> words;
        for (u32 doc = share.begin; doc < share.end; ++doc) {
            words.resize(layout_.words_at_most(doc) + 1);
            std::size_t count = 0;
            // Whether a word is a frequent one is hard to guess: all are put down, and most are written over.
            layout_.each_word(doc, [&](u32 form, u32 place) {
                const u32 word = pair_words_[form];
                words[count] = {word, place};
                count += word != 0;
            });
            pairs.document(doc, {words.data(), count});
        }
    }

    BatchLayout layout_;
    std::unique_ptr<BucketPlaces> places_;
    std::vector<std::unique_ptr<BucketFiler>> filers_;  // one a thread
    std::size_t next_bucket_ = 0, taken_ = 0;           // from so many filers was taken what they filed
    std::vector<Part> parts_;                           // of the bucket that was read last, to be filed
    std::unordered_map<u32, std::vector<BucketFiler::VariantImpact>> variant_impacts_;
    WordPairCollector pairs_;
    std::vector<u32> pair_words_;  // a form's number in pairs_, or code in a WordPairStream
    std::vector<DocumentRef> refs_;
    std::unique_ptr<ColumnWriter<DocumentTable>> columns_;
    DictionaryWriter dictionary_;
};

}  // namespace searchlib
