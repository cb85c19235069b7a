// How do articles become lists? Words are interned as they are read and kept as one stream of numbers; when the batch
// is filed, the stream is read in the final document order, a range of words at a time, so lists come out sorted.
//
// Frequent words are met early and so have small numbers: those take two bytes of the stream, others four.
//
// (Single-pass in-memory inversion, Heinz and Zobel 2003, with counting instead of growing lists.)
#pragma once
#include <functional>

#include "dictionary_writer.hpp"
#include "document_table.hpp"
#include "huge_pages.hpp"
#include "impact.hpp"
#include "pairs.hpp"
#include "tokenizer.hpp"

namespace searchlib {

// Folds a token that is not ASCII; implemented in Python, called once for each distinct token.
using Folder = std::function<void(std::string_view token, TokenKind kind, std::string& out)>;

class Inverter {
  public:
    // `bytes`: what the stream gets room for at once. Growing by doubling would hold up to three times what is in it;
    // room that is not written to costs no memory.
    Inverter(Folder folder, std::size_t bytes) : folder_(std::move(folder)) { stream_.reserve(bytes / sizeof(u16)); }

    DocumentTable documents;
    RankingProfile profile;  // read when the batch is filed

    // --- adding -----------------------------------------------------------------------------------------------------

    void begin(const NewDocument& document) {
        documents.add(document);
        stream_begins_.push_back(stream_.size());
    }
    // The three zones, in this order, each exactly once.
    void zone(std::string_view text, std::string_view language) {
        u32 words = 0;
        const bool body = zones_ == 2;
        key_suffix_ = language;
        tokenize(FORM, {}, text, [&](u32 form, bool overlay, u64 hash) {
            put_word(form, overlay);
            words += !overlay;
            if (body && !overlay) shingles_.add(hash);
        });
        if (body) documents.set_fingerprint(documents.size() - 1, shingles_.finish());
        key_suffix_ = {};
        put_long(ZONE_END);
        zone_lengths_[zones_++] = words;
    }
    // Words of another field; texts of the same field are kept apart so that phrases do not cross them.
    void field(char prefix, std::string_view key, std::string_view text, u32 times) {
        put_long(FIELD_GAP);
        for (u32 i = 0; i < times; ++i)
            tokenize(prefix, key, text, [&](u32 form, bool overlay, u64) { put_word(form, overlay); });
    }
    void end() {
        documents.set_lengths(documents.size() - 1, {zone_lengths_[0], zone_lengths_[1], zone_lengths_[2]});
        zones_ = 0;
    }

    std::size_t memory() const {
        return stream_.size() * sizeof(u16) + forms_.memory() + stems_.memory() + surfaces_.memory() +
               documents.memory() + form_stem_.capacity() * 8 + stream_begins_.capacity() * 8;
    }

    // --- stems: asked for in batches ------------------------------------------------------------------------------------

    u32 forms() const { return forms_.size(); }
    u32 stemmed() const { return static_cast<u32>(form_stem_.size()); }
    std::string_view form_key(u32 form) const { return forms_[form]; }
    // For forms in order, from stemmed() on. An empty stem: the form is not stemmed (words of other fields).
    void set_stem(std::string_view stem) { form_stem_.push_back(stem.empty() ? NO_STEM : stems_.intern(stem)); }

    // --- filing ---------------------------------------------------------------------------------------------------------

    // After all stems are set. Then next_postings until it returns false, then the dictionary and the columns.
    void prepare(std::size_t bucket_words) {
        order_ = documents.order();
        refs_.clear();
        for (u32 doc : order_) refs_.push_back({0, doc});
        columns_ = std::make_unique<ColumnWriter<DocumentTable>>(std::vector<const DocumentTable*>{&documents}, refs_);
        layouts_.clear();
        for (u32 doc : order_) {
            const ZoneLengths lengths = documents.lengths(doc);
            layouts_.push_back({lengths.standfirst_begin(), lengths.body_begin(), occurrence_worth(profile, lengths)});
        }
        lists_ = std::make_unique<PostingListWriter>(static_cast<u32>(order_.size()));
        pairs_ = PairCollector(static_cast<u32>(order_.size()));
        pair_words_.assign(forms_.size(), 0);
        count_words();
        find_variants();
        group_forms();
        split_buckets(bucket_words);
        u64 most = 0;
        for (const Bucket& bucket : buckets_) most = std::max(most, bucket.words);
        occurrences_.reserve(most + 1);
        beneath_.assign(order_.size(), false);
        stem_worth_.assign(order_.size(), 0);
        next_bucket_ = 0;
        dictionary_ = DictionaryWriter();  // a batch is filed again when its file could not be written
    }
    bool next_postings(u64 written_before, Buffer& out) {
        written_ = written_before;
        if (next_bucket_ < buckets_.size()) {
            file_bucket(buckets_[next_bucket_++], out);
            return true;
        }
        file_variants(out);
        file_pairs(out);
        return false;
    }
    DictionaryWriter& dictionary() { return dictionary_; }
    ColumnWriter<DocumentTable>& columns() { return *columns_; }
    u32 document_count() const { return static_cast<u32>(order_.size()); }
    // Which document of the table became number `doc` of the segment.
    const std::vector<u32>& order() const { return order_; }

  private:
    // A number below LONG is a form. Else its low 12 bits and the next 16 are twice a form, plus one for a token that lies
    // over others, or from CONTROL on a mark.
    static constexpr u32 LONG = 0xF000u, CONTROL = 0x0FFFFFF0u, ZONE_END = CONTROL, FIELD_GAP = CONTROL + 1;
    static constexpr u32 MAX_FORMS = CONTROL / 2;
    static constexpr u32 NO_STEM = 0xFFFFFFFFu, NO_FORM = 0xFFFFFFFFu, FIELD_GAP_SIZE = 16;

    void put_word(u32 form, bool overlay) {
        if (form < LONG && !overlay)
            stream_.push_back(static_cast<u16>(form));
        else
            put_long(form * 2 + overlay);
    }
    void put_long(u32 number) {
        stream_.push_back(static_cast<u16>(LONG | number >> 16));
        stream_.push_back(static_cast<u16>(number));
    }

    // Words wait here while the lines of the table that they will be looked up in are on their way from memory.
    class WordQueue {
      public:
        struct Word {
            ShortKey key;
            u64 hash;
            u32 form;  // NO_FORM: still to be looked up
            bool overlay;
        };
        explicit WordQueue(Interner& forms) : forms_(forms) {}
        template <class Emit>
        void add(const Word& word, Emit& emit) {
            if (word.form == NO_FORM) forms_.prefetch(word.hash);
            words_[size_++] = word;
            if (size_ == ROOM) flush(emit);
        }
        template <class Emit>
        void flush(Emit& emit) {
            for (u32 i = 0; i < size_; ++i) {
                const Word& word = words_[i];
                emit(word.form == NO_FORM ? forms_.intern(word.key, word.hash) : word.form, word.overlay, word.hash);
            }
            size_ = 0;
        }

      private:
        static constexpr u32 ROOM = 32;
        Interner& forms_;
        Word words_[ROOM];
        u32 size_ = 0;
    };

    template <class Emit>
    void tokenize(char prefix, std::string_view field_key, std::string_view text, Emit emit) {
        if (text.size() > 0x7FFFFFFFu) throw std::length_error("a text of an article is longer than 2 GiB");
        u8 folded[MAX_TOKEN_BYTES + 80];
        u8* const start = folded;
        start[0] = static_cast<u8>(prefix);
        const u32 head = 1;
        const bool plain = field_key.empty() && key_suffix_.empty();
        WordQueue words(forms_);
        Tokenizer(reinterpret_cast<const u8*>(text.data()), text.size()).run([&](const Token& token) {
            const u8* from = reinterpret_cast<const u8*>(text.data()) + token.begin;
#if defined(__SSE2__)
            if (token.plain && plain) {
                const ShortKey key = plain_token_key(start[0], from, token.end - token.begin);
                return words.add({key, Interner::hash_of(key), NO_FORM, false}, emit);
            }
#endif
            std::string_view key;
            const u32 size = token.end - token.begin;
            if (token.ascii) {
                const u32 length = fold_ascii(from, size, token.kind, start + head);
                key = {reinterpret_cast<const char*>(start), head + length};
            } else {
                const u32 surface = surface_of({reinterpret_cast<const char*>(from), size}, token.kind);
                if (surface_folded_[surface].empty()) return;  // nothing that can be written in a query remains
                wide_key_.assign(1, prefix);
                wide_key_ += surface_folded_[surface];
                key = wide_key_;
            }
            if (!plain) {
                long_key_.assign(1, prefix);
                long_key_ += field_key;
                if (!field_key.empty()) long_key_ += '\0';
                long_key_.append(key.substr(1));
                if (!key_suffix_.empty()) (long_key_ += LANGUAGE_MARK) += key_suffix_;
                key = long_key_;
            }
            words.add({{}, Interner::hash_of(Interner::key_of(key)), forms_.intern(key), token.kind != TokenKind::WORD}, emit);
        });
        words.flush(emit);
        if (forms_.size() >= MAX_FORMS) throw std::length_error("more distinct words than a batch can hold");
    }
    u32 surface_of(std::string_view token, TokenKind kind) {
        surface_key_.assign(1, static_cast<char>(kind));
        surface_key_ += token;
        const u32 surface = surfaces_.intern(surface_key_);
        if (surface == surface_folded_.size()) {
            surface_folded_.emplace_back();
            folder_(token, kind, surface_folded_.back());
            if (surface_folded_.back().size() > 2 * MAX_TOKEN_BYTES) surface_folded_.back().resize(2 * MAX_TOKEN_BYTES);
        }
        return surface;
    }

    // Calls each(form, position) over a document's stream.
    template <class Each>
    void each_word(u32 table_doc, Each each) const {
        const std::size_t end =
            table_doc + 1 < stream_begins_.size() ? stream_begins_[table_doc + 1] : stream_.size();
        u32 position = 0;
        for (std::size_t at = stream_begins_[table_doc]; at < end; ++at) {
            const u32 word = stream_[at];
            if (word < LONG) {
                each(word, position++);
                continue;
            }
            const u32 number = (word & 0x0FFFu) << 16 | stream_[++at];
            if (number >= CONTROL)
                position += number == ZONE_END ? 1 : FIELD_GAP_SIZE;
            else if (number & 1)
                each(number / 2, position ? position - 1 : 0);
            else
                each(number / 2, position++);
        }
    }

    void count_words() {
        form_words_.assign(forms_.size(), 0);
        for (u32 doc : order_) each_word(doc, [this](u32 form, u32) { ++form_words_[form]; });
    }
    // A form that was read in several languages has a number for each of them, each with a stem of its own, but in the
    // dictionary it is one form: such forms are filed together at the end.
    void find_variants() {
        variant_of_.clear();
        std::unordered_map<std::string_view, u32> plain;
        for (u32 form = 0; form < forms_.size(); ++form) {
            const std::size_t mark = form_words_[form] && forms_[form][0] == FORM ? forms_[form].rfind(LANGUAGE_MARK) : std::string_view::npos;
            if (mark != std::string_view::npos) plain.emplace(forms_[form].substr(0, mark), form);
        }
        if (plain.empty()) return;
        for (u32 form = 0; form < forms_.size(); ++form) {
            if (!form_words_[form] || forms_[form][0] != FORM) continue;
            const auto found = plain.find(plain_key(form));
            if (found == plain.end() || found->second == form) continue;
            variant_of_[form] = variant_of_[found->second] = found->second;
        }
    }
    std::string_view plain_key(u32 form) const {
        const std::string_view key = forms_[form];
        return key[0] == FORM ? key.substr(0, key.rfind(LANGUAGE_MARK)) : key;
    }
    void file_variants(Buffer& out) {
        std::unordered_map<u32, HugeVector<Occurrence>> lists;
        if (variant_of_.empty()) return;
        for (u32 doc = 0; doc < order_.size(); ++doc)
            each_word(order_[doc], [&](u32 form, u32 position) {
                const auto found = variant_of_.find(form);
                if (found != variant_of_.end()) lists[found->second].push_back({doc, position});
            });
        for (auto& [form, occurrences] : lists) {
            occurrences_ = std::move(occurrences);
            touched_.clear();
            read_form(0, static_cast<u32>(occurrences_.size()), true, false);
            std::vector<VariantImpact>& impacts = variant_impacts_[form];
            std::sort(impacts.begin(), impacts.end(), [](const VariantImpact& a, const VariantImpact& b) { return a.doc < b.doc; });
            for (std::size_t i = 0; i < impacts.size(); ++i) list_.impacts[i] = impacts[i].impact;
            file_form(form, out);
        }
        for (const auto& [form, filed_as] : variant_of_) pair_words_[form] = pair_words_[filed_as];
        variant_impacts_.clear();
        zone_docs_[0].clear();
        zone_docs_[1].clear();
    }
    // Forms of one stem come next to each other; forms without a stem form groups of one.
    void group_forms() {
        std::vector<u32> stem_counts(stems_.size() + 1);
        u32 alone = 0;
        for (u32 form = 0; form < forms_.size(); ++form)
            if (form_words_[form]) form_stem_[form] == NO_STEM ? ++alone : ++stem_counts[form_stem_[form] + 1];
        for (std::size_t i = 1; i < stem_counts.size(); ++i) stem_counts[i] += stem_counts[i - 1];
        grouped_.resize(stem_counts.back() + alone);
        u32 next_alone = stem_counts.back();
        for (u32 form = 0; form < forms_.size(); ++form)
            if (form_words_[form])
                grouped_[form_stem_[form] == NO_STEM ? next_alone++ : stem_counts[form_stem_[form]]++] = form;
    }
    struct Bucket {
        u32 begin, end;  // of grouped_
        u64 words;
    };
    bool same_group(u32 a, u32 b) const { return form_stem_[a] != NO_STEM && form_stem_[a] == form_stem_[b]; }
    void split_buckets(u64 bucket_words) {
        buckets_.clear();
        Bucket bucket{0, 0, 0};
        for (u32 at = 0; at < grouped_.size();) {
            u32 group_end = at;
            u64 words = 0;
            do words += form_words_[grouped_[group_end++]];
            while (group_end < grouped_.size() && same_group(grouped_[at], grouped_[group_end]));
            if (bucket.words && bucket.words + words > bucket_words) {
                buckets_.push_back(bucket);
                bucket = {at, at, 0};
            }
            bucket.end = at = group_end;
            bucket.words += words;
        }
        if (bucket.words) buckets_.push_back(bucket);
    }

    struct Occurrence {
        u32 doc, position;
    };
    // Of a document in its final order: where its zones begin, and what a word in each is worth.
    struct DocumentLayout {
        u32 standfirst_begin, body_begin;
        OccurrenceWorth worth;
    };
    void file_bucket(const Bucket& bucket, Buffer& out) {
        // form_slot_: where the next occurrence of a form goes; place 0 takes those of other buckets' forms, which is faster
        // than telling them apart: the answer is hard to guess.
        form_slot_.assign(forms_.size(), 0);
        u32 slot = 1;
        for (u32 at = bucket.begin; at < bucket.end; ++at) {
            form_slot_[grouped_[at]] = slot;
            slot += form_words_[grouped_[at]];
        }
        occurrences_.resize(slot);
        for (u32 doc = 0; doc < order_.size(); ++doc)
            each_word(order_[doc], [&](u32 form, u32 position) {
                const u32 next = form_slot_[form];
                occurrences_[next] = {doc, position};
                form_slot_[form] = next + (next != 0);
            });
        u32 first = 1;
        for (u32 at = bucket.begin; at < bucket.end;) {
            u32 group_end = at + 1;
            while (group_end < bucket.end && same_group(grouped_[at], grouped_[group_end])) ++group_end;
            first = file_group(at, group_end, first, out);
            at = group_end;
        }
    }

    // Files the lists of the forms of one stem, of the stem, and of the stem in each zone.
    u32 file_group(u32 begin, u32 end, u32 first, Buffer& out) {
        const bool stemmed = form_stem_[grouped_[begin]] != NO_STEM;
        touched_.clear();
        for (u32 zone = 0; zone < 2; ++zone) zone_docs_[zone].clear();
        headline_only_.clear();
        const bool several = end - begin > 1;
        TermInfo shared;
        filed_forms_.clear();
        u32 next = first;
        for (u32 at = begin; at < end; ++at) {
            const u32 form = grouped_[at];
            read_form(next, next + form_words_[form], stemmed, several);
            next += form_words_[form];
            const bool variant = variant_of_.contains(form);
            if (variant && several) continue;
            if (several) list_.impacts.clear();
            if (variant)
                shared = file_list(out);
            else
                filed_forms_.push_back(file_form(form, out, &shared));
        }
        if (!stemmed) return next;
        const std::string_view stem = stems_[form_stem_[grouped_[begin]]];
        if (several) {
            const u32 number = file_stem(stem, out);
            for (u32 form : filed_forms_) dictionary_.link(form, number);
        } else {
            dictionary_.add(STEM, stem, shared);
        }
        if (!variant_of_.empty()) keep_variant_impacts(begin, end, first);
        file_zones(stem, out);
        for (u32 doc : touched_) beneath_[doc] = false;
        return next;
    }
    // Returns the number by which the dictionary knows the form.
    u32 file_form(u32 form, Buffer& out, TermInfo* shared = nullptr) {
        const TermInfo info = file_list(out);
        if (shared) *shared = info;
        const std::string_view key = plain_key(form);
        if (key[0] == FORM) pair_words_[form] = pairs_.add_word(key, info.df);
        return dictionary_.add_key(key, info);
    }
    // Frequent words side by side, by one more reading of the stream.
    void file_pairs(Buffer& out) {
        if (!pairs_.any_common()) return;
        std::vector<u32> before, here;  // several, where a token lies over others
        for (u32 doc = 0; doc < order_.size(); ++doc) {
            u32 at = NO_DOC;
            before.clear();
            here.clear();
            each_word(order_[doc], [&](u32 form, u32 position) {
                const u32 word = pair_words_[form];
                if (!word) return;
                if (position != at) {
                    before.swap(here);
                    if (position != at + 1) before.clear();
                    here.clear();
                    at = position;
                }
                for (u32 one : before) pairs_.put(one, word, doc);
                here.push_back(word);
            });
        }
        std::string key;
        while (pairs_.next(key, list_)) dictionary_.add_key(key, file_list(out));
    }
    TermInfo file_list(Buffer& out) {
        const u64 offset = written_ + out.size();
        TermInfo info = lists_->write(list_, out);
        info.set_offset(offset);
        return info;
    }

    // One form's occurrences → list_; worths for the stem's lists are collected on the way.
    void read_form(u32 at, u32 end, bool stemmed, bool several) {
        list_.make_room(end - at);
        u32 postings = 0, positions = 0;
        while (at < end) {
            const u32 doc = occurrences_[at].doc, from = at, first_position = positions;
            const DocumentLayout& layout = layouts_[doc];
            u32 in_zone[3] = {0, 0, 0};
            u32 before = NO_DOC;
            for (; at < end && occurrences_[at].doc == doc; ++at) {
                const u32 position = occurrences_[at].position;
                ++in_zone[(position >= layout.standfirst_begin) + (position >= layout.body_begin)];
                list_.positions[positions] = position;
                positions += position != before;
                before = position;
            }
            u64 worth = static_cast<u64>((at - from) * WORTH_UNIT);
            if (stemmed) {
                worth = 0;
                for (int z = 0; z < 3; ++z) worth += u64{in_zone[z]} * layout.worth.zone[z];
                if (several) touch(doc, worth);
                if (in_zone[0])
                    zone_docs_[0].push_back({doc, u64{in_zone[0]} * layout.worth.zone[0], in_zone[1] + in_zone[2] > 0});
                else if (several)
                    beneath_[doc] = true;
                if (in_zone[1]) zone_docs_[1].push_back({doc, u64{in_zone[1]} * layout.worth.zone[1], true});
            }
            list_.docs[postings] = doc;
            list_.impacts[postings] = impact_of(profile, worth);
            list_.counts[postings++] = positions - first_position;
        }
        list_.keep(postings, positions);
    }
    void touch(u32 doc, u64 worth) {
        if (!stem_worth_[doc]) touched_.push_back(doc);
        stem_worth_[doc] += worth;
    }
    // In ascending order; many are sorted by setting a bit for each.
    void sort_touched() {
        if (touched_.size() < order_.size() / 64) return std::sort(touched_.begin(), touched_.end());
        touched_bits_.assign(order_.size() / 64 + 1, 0);
        for (u32 doc : touched_) touched_bits_[doc / 64] |= u64{1} << (doc % 64);
        touched_.clear();
        for (u32 word = 0; word < touched_bits_.size(); ++word)
            for (u64 left = touched_bits_[word]; left; left &= left - 1)
                touched_.push_back(word * 64 + static_cast<u32>(std::countr_zero(left)));
    }
    u32 file_stem(std::string_view stem, Buffer& out) {
        sort_touched();
        list_.clear();
        for (u32 doc : touched_) {
            list_.docs.push_back(doc);
            list_.impacts.push_back(impact_of(profile, stem_worth_[doc]));
            stem_worth_[doc] = 0;
        }
        return dictionary_.add(STEM, stem, file_list(out));
    }
    // The impact of a form in a document is its stem's there. list_ is the stem's.
    void keep_variant_impacts(u32 begin, u32 end, u32 first) {
        for (u32 at = begin; at < end; ++at) {
            const u32 form = grouped_[at], words = form_words_[form];
            const auto found = variant_of_.find(form);
            if (found != variant_of_.end()) {
                std::vector<VariantImpact>& impacts = variant_impacts_[found->second];
                for (u32 i = first; i < first + words; ++i) {
                    const u32 doc = occurrences_[i].doc;
                    if (i > first && occurrences_[i - 1].doc == doc) continue;
                    const auto place = std::lower_bound(list_.docs.begin(), list_.docs.end(), doc) - list_.docs.begin();
                    impacts.push_back({doc, list_.impacts[static_cast<std::size_t>(place)]});
                }
            }
            first += words;
        }
    }
    struct ZoneDoc {
        u32 doc;
        u64 worth;
        bool beneath;  // the same form also stands beneath the headline
    };
    void file_zones(std::string_view stem, Buffer& out) {
        std::vector<ZoneDoc>& headline = zone_docs_[0];
        if (!headline.empty()) {
            // In the headline by one form, beneath it by another: not headline-only.
            merge_zone(headline);
            for (const ZoneDoc& one : headline)
                if (!one.beneath && !beneath_[one.doc]) headline_only_.push_back(one.doc);
            file_zone(HEADLINE_STEM, stem, headline, out);
            if (!headline_only_.empty()) {
                list_.clear();
                list_.docs = headline_only_;
                list_.impacts.assign(headline_only_.size(), 1);
                dictionary_.add(HEADLINE_ONLY_STEM, stem, file_list(out));
            }
        }
        if (!zone_docs_[1].empty()) {
            merge_zone(zone_docs_[1]);
            file_zone(STANDFIRST_STEM, stem, zone_docs_[1], out);
        }
    }
    static void merge_zone(std::vector<ZoneDoc>& zone) {
        std::stable_sort(zone.begin(), zone.end(), [](const ZoneDoc& a, const ZoneDoc& b) { return a.doc < b.doc; });
        std::size_t kept = 0;
        for (std::size_t i = 0; i < zone.size(); ++i) {
            if (kept && zone[kept - 1].doc == zone[i].doc) {
                zone[kept - 1].worth += zone[i].worth;
                zone[kept - 1].beneath |= zone[i].beneath;
            } else {
                zone[kept++] = zone[i];
            }
        }
        zone.resize(kept);
    }
    void file_zone(KeyPrefix prefix, std::string_view stem, const std::vector<ZoneDoc>& zone, Buffer& out) {
        list_.clear();
        for (const ZoneDoc& one : zone) {
            list_.docs.push_back(one.doc);
            list_.impacts.push_back(impact_of(profile, one.worth));
        }
        dictionary_.add(prefix, stem, file_list(out));
    }

    Folder folder_;
    Interner forms_, stems_, surfaces_;
    std::vector<std::string> surface_folded_;
    std::vector<u32> form_stem_;
    HugeVector<u16> stream_;
    Shingles shingles_;
    std::vector<std::size_t> stream_begins_;
    u32 zone_lengths_[3] = {0, 0, 0}, zones_ = 0;
    std::string_view key_suffix_;
    std::string wide_key_, long_key_, surface_key_;

    std::vector<u32> order_, form_words_, grouped_, form_slot_;
    std::unordered_map<u32, u32> variant_of_;
    struct VariantImpact {
        u32 doc;
        u8 impact;
    };
    std::unordered_map<u32, std::vector<VariantImpact>> variant_impacts_;
    std::vector<u32> filed_forms_;
    std::vector<DocumentRef> refs_;
    std::vector<Bucket> buckets_;
    std::size_t next_bucket_ = 0;
    std::vector<DocumentLayout> layouts_;
    HugeVector<Occurrence> occurrences_;
    std::vector<u64> stem_worth_, touched_bits_;
    std::vector<u32> touched_, headline_only_;
    std::vector<u8> beneath_;  // a document: does another form of the stem stand beneath its headline?
    std::vector<ZoneDoc> zone_docs_[2];
    PostingList list_;
    PairCollector pairs_;
    std::vector<u32> pair_words_;  // a form's number in pairs_
    u64 written_ = 0;
    std::unique_ptr<PostingListWriter> lists_;
    std::unique_ptr<ColumnWriter<DocumentTable>> columns_;
    DictionaryWriter dictionary_;

  public:
    static constexpr char LANGUAGE_MARK = '\x1f';
};

}  // namespace searchlib
