// In what order is a batch filed? Its documents newest first, every word's place in a row of all places, and its forms stem
// by stem, in buckets of about as many words as fit into memory at once.
#pragma once
#include <numeric>
#include <unordered_map>

#include "inverter.hpp"
#include "side_by_side.hpp"

namespace searchlib {

class BatchLayout {
  public:
    // A part of `grouped`.
    struct Bucket {
        u32 begin, end;
        u64 words;
    };
    // Of a document in its final order: its place in the row of all places, where in it its zones begin, what a word in each
    // is worth, and the impact of a word that stands once, in the body, as most do. (Half a line of the cache.)
    struct Document {
        u32 begin, standfirst_begin, body_begin;
        OccurrenceWorth worth;
        u32 once_in_body;
    };

    // Documents with about as many words as the other shares have, for a thread to read.
    struct Share {
        u32 begin, end;
        std::vector<u32> form_words;  // how often each form stands in them
    };

    BatchLayout(const Inverter& inverter, u64 bucket_words, u32 threads) : batch(inverter) {
        order = batch.documents.order();
        u64 end = 0;
        for (u32 doc : order) {
            const ZoneLengths lengths = batch.documents.lengths(doc);
            const OccurrenceWorth worth = occurrence_worth(batch.profile, lengths);
            documents.push_back({static_cast<u32>(end), lengths.standfirst_begin(), lengths.body_begin(), worth,
                impact_of(batch.profile, worth.zone[2])});
            end += batch.words().places(doc);
            if (end > 0xFFFFFFFFu) throw std::length_error("more words than a batch can hold: commit more often");
        }
        documents.push_back({static_cast<u32>(end), 0, 0, {}, 0});
        for (u32 doc = 0, place = 0; place < end || hints_.empty(); place += HINT) {
            while (doc + 1 < order.size() && documents[doc + 1].begin <= place) ++doc;
            hints_.push_back(doc);
            if (place > 0xFFFFFFFFu - HINT) break;
        }
        split_documents(threads);
        count_words();
        find_variants();
        group_forms();
        split_buckets(bucket_words);
    }

    const Inverter& batch;
    std::vector<u32> order;  // the number in the batch of each document
    std::vector<Document> documents;  // and one more, where the last one ends
    std::vector<Share> shares;
    std::vector<u32> form_words;  // how often each form stands
    std::vector<u32> grouped;     // forms by stem
    std::vector<Bucket> buckets;
    // A form that was read in several languages has a number for each of them, each with a stem of its own, but in the
    // dictionary it is one form: such forms are filed together at the end, as one of them.
    std::unordered_map<u32, u32> variant_of;

    // Calls each(form, place) for the words of a document.
    template <class Each>
    void each_word(u32 doc, Each each) const {
        const u32 begin = documents[doc].begin;
        batch.words().each_word(order[doc], [&](u32 form, u32 position) { each(form, begin + position); });
    }
    std::size_t words_at_most(u32 doc) const { return batch.words().numbers_of(order[doc]); }
    // The document of a place; `from`: one that is not behind it.
    u32 document_at(u32 place, u32 from) const {
        u32 doc = std::max(from, hints_[place / HINT]);
        while (documents[doc + 1].begin <= place) ++doc;
        return doc;
    }
    // Asks for what document_at() will read of a place.
    void prefetch(u32 place) const { __builtin_prefetch(&documents[hints_[place / HINT]]); }
    bool same_stem(u32 a, u32 b) const { return batch.stem_of(a) != Inverter::NO_STEM && batch.stem_of(a) == batch.stem_of(b); }
    // Of the largest bucket.
    u64 most_words() const {
        u64 most = 0;
        for (const Bucket& bucket : buckets) most = std::max(most, bucket.words);
        return most;
    }
    // One behind the forms of the stem that the form at a place of `grouped` has.
    u32 group_end(u32 at) const {
        u32 end = at + 1;
        while (end < grouped.size() && same_stem(grouped[at], grouped[end])) ++end;
        return end;
    }

  private:
    static constexpr u32 HINT = 1024;

    void split_documents(u32 count) {
        const u64 places = documents.back().begin;
        for (u32 i = 0, doc = 0; i < count; ++i) {
            const u32 begin = doc;
            while (doc < order.size() && documents[doc].begin < places * (i + 1) / count) ++doc;
            shares.push_back({begin, doc, std::vector<u32>(batch.forms())});
        }
    }
    void count_words() {
        side_by_side(shares.size(), [this](std::size_t i) {
            Share& share = shares[i];
            for (u32 doc = share.begin; doc < share.end; ++doc) each_word(doc, [&](u32 form, u32) { ++share.form_words[form]; });
        });
        form_words.assign(batch.forms(), 0);
        for (const Share& share : shares)
            for (u32 form = 0; form < form_words.size(); ++form) form_words[form] += share.form_words[form];
    }
    void find_variants() {
        std::unordered_map<std::string_view, u32> plain;
        for (u32 form = 0; form < batch.forms(); ++form) {
            const std::string_view key = batch.form_key(form);
            const std::size_t mark = form_words[form] && key[0] == FORM ? key.rfind(Inverter::LANGUAGE_MARK) : std::string_view::npos;
            if (mark != std::string_view::npos) plain.emplace(key.substr(0, mark), form);
        }
        if (plain.empty()) return;
        for (u32 form = 0; form < batch.forms(); ++form) {
            if (!form_words[form] || batch.form_key(form)[0] != FORM) continue;
            const auto found = plain.find(batch.plain_key(form));
            if (found == plain.end() || found->second == form) continue;
            variant_of[form] = variant_of[found->second] = found->second;
        }
    }
    // Forms of one stem come next to each other; forms without a stem form groups of one.
    void group_forms() {
        std::vector<u32> stem_counts(batch.stems() + 1);
        u32 alone = 0;
        for (u32 form = 0; form < batch.forms(); ++form)
            if (form_words[form]) batch.stem_of(form) == Inverter::NO_STEM ? ++alone : ++stem_counts[batch.stem_of(form) + 1];
        for (std::size_t i = 1; i < stem_counts.size(); ++i) stem_counts[i] += stem_counts[i - 1];
        grouped.resize(stem_counts.back() + alone);
        u32 next_alone = stem_counts.back();
        for (u32 form = 0; form < batch.forms(); ++form)
            if (form_words[form]) {
                const u32 stem = batch.stem_of(form);
                grouped[stem == Inverter::NO_STEM ? next_alone++ : stem_counts[stem]++] = form;
            }
    }
    // As few as there can be, of about as many words each: the largest says how much memory is needed.
    void split_buckets(u64 bucket_words) {
        const u64 all = std::accumulate(form_words.begin(), form_words.end(), u64{0});
        const u64 count = all / bucket_words + 1;
        Bucket bucket{0, 0, 0};
        u64 before = 0;  // words of earlier buckets
        for (u32 at = 0; at < grouped.size();) {
            const u32 group = group_end(at);
            u64 words = 0;
            for (u32 i = at; i < group; ++i) words += form_words[grouped[i]];
            const bool full = bucket.words + words > bucket_words || before + bucket.words >= all * (buckets.size() + 1) / count;
            if (bucket.words && full) {
                before += bucket.words;
                buckets.push_back(bucket);
                bucket = {at, at, 0};
            }
            bucket.end = at = group;
            bucket.words += words;
        }
        if (bucket.words) buckets.push_back(bucket);
    }

    std::vector<u32> hints_;         // the document of every HINT-th place
};

}  // namespace searchlib
