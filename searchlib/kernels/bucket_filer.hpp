// What are the lists of some of a batch's forms and stems? From their places in order, each form's, and from what they are
// worth together that of their stem.
#pragma once
#include "batch_layout.hpp"
#include "dictionary_writer.hpp"

namespace searchlib {

class BucketFiler {
  public:
    struct VariantImpact {
        u32 doc;
        u8 impact;
    };
    struct FiledForm {
        u32 form, df;
    };

    explicit BucketFiler(const BatchLayout& layout)
        : layout_(layout), batch_(layout.batch), lists_(static_cast<u32>(layout.order.size())) {
        beneath_.assign(layout.order.size(), false);
        stem_worth_.assign(layout.order.size(), 0);
    }
    // For as many words, and for the longest list. (Room that is not written to costs no memory; growing would.)
    void make_room(u64 words, u32 longest) {
        list_.reserve(longest);
        out.reserve(words * 4);
    }

    // What the last calls filed; offsets in the dictionary are those in `out`.
    Buffer out;
    DictionaryWriter dictionary;
    std::vector<FiledForm> forms;
    std::unordered_map<u32, std::vector<VariantImpact>> variant_impacts;

    void clear() {
        out.clear();
        dictionary = DictionaryWriter();
        forms.clear();
        variant_impacts.clear();
    }

    // Files forms of one bucket, stem by stem; `places`: where they stand, form after form.
    void file(u32 begin, u32 end, const u32* places) {
        places_ = places;
        u32 first = 0;
        for (u32 at = begin; at < end;) {
            const u32 group_end = layout_.group_end(at);
            first = file_group(at, group_end, first);
            at = group_end;
        }
    }
    // A form that several languages have, from all of its places, with the impacts that were kept of them.
    void file_variant(u32 form, const HugeVector<u32>& places, std::vector<VariantImpact>& impacts) {
        places_ = places.data();
        read_form(0, static_cast<u32>(places.size()), true, false);
        std::sort(impacts.begin(), impacts.end(), [](const VariantImpact& a, const VariantImpact& b) { return a.doc < b.doc; });
        for (std::size_t i = 0; i < impacts.size(); ++i) list_.impacts[i] = impacts[i].impact;
        file_form(form);
        touched_.clear();
        zone_docs_[0].clear();
        zone_docs_[1].clear();
    }

  private:
    static constexpr u32 AHEAD = 12;  // so many places on, a document is asked for from memory

    // Files the lists of the forms of one stem, of the stem, and of the stem in each zone.
    u32 file_group(u32 begin, u32 end, u32 first) {
        const std::vector<u32>& grouped = layout_.grouped;
        const u32 stem_number = batch_.stem_of(grouped[begin]);
        const bool stemmed = stem_number != Inverter::NO_STEM;
        touched_.clear();
        for (u32 zone = 0; zone < 2; ++zone) zone_docs_[zone].clear();
        headline_only_.clear();
        const bool several = end - begin > 1;
        TermInfo shared;
        filed_forms_.clear();
        u32 next = first;
        for (u32 at = begin; at < end; ++at) {
            const u32 form = grouped[at];
            read_form(next, next + layout_.form_words[form], stemmed, several);
            next += layout_.form_words[form];
            const bool variant = layout_.variant_of.contains(form);
            if (variant && several) continue;
            if (several) list_.impacts.clear();
            if (variant)
                shared = file_list();
            else
                filed_forms_.push_back(file_form(form, &shared));
        }
        if (!stemmed) return next;
        const std::string_view stem = batch_.stem(stem_number);
        if (several) {
            const u32 number = file_stem(stem);
            for (u32 form : filed_forms_) dictionary.link(form, number);
        } else {
            dictionary.add(STEM, stem, shared);
        }
        if (!layout_.variant_of.empty()) keep_variant_impacts(begin, end, first);
        file_zones(stem);
        for (u32 doc : touched_) beneath_[doc] = false;
        return next;
    }
    TermInfo file_list() { return lists_.write(list_, out); }
    // Returns the number by which the dictionary knows the form.
    u32 file_form(u32 form, TermInfo* shared = nullptr) {
        const TermInfo info = file_list();
        if (shared) *shared = info;
        const std::string_view key = batch_.plain_key(form);
        if (key[0] == FORM) forms.push_back({form, info.df});
        return dictionary.add_key(key, info);
    }

    // One form's occurrences → list_; worths for the stem's lists are collected on the way.
    void read_form(u32 at, u32 end, bool stemmed, bool several) {
        list_.make_room(end - at);
        u32 postings = 0, positions = 0, doc = 0;
        while (at < end) {
            layout_.prefetch(places_[std::min(at + AHEAD, end - 1)]);
            doc = layout_.document_at(places_[at], doc);
            const u32 from = at, first_position = positions;
            const BatchLayout::Document& layout = layout_.documents[doc];
            const u32 doc_begin = layout.begin, doc_end = (&layout)[1].begin;
            if (const u32 position = places_[at] - doc_begin;
                stemmed && position >= layout.body_begin && (at + 1 == end || places_[at + 1] >= doc_end)) {
                if (several) {
                    touch(doc, layout.worth.zone[2]);
                    beneath_[doc] = true;
                }
                list_.positions[positions++] = position;
                list_.docs[postings] = doc;
                list_.impacts[postings] = static_cast<u8>(layout.once_in_body);
                list_.counts[postings++] = 1;
                ++at;
                continue;
            }
            u32 in_zone[3] = {0, 0, 0};
            u32 before = NO_DOC;
            for (; at < end && places_[at] < doc_end; ++at) {
                const u32 position = places_[at] - doc_begin;
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
            list_.impacts[postings] = impact_of(batch_.profile, worth);
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
        if (touched_.size() < layout_.order.size() / 64) return std::sort(touched_.begin(), touched_.end());
        touched_bits_.assign(layout_.order.size() / 64 + 1, 0);
        for (u32 doc : touched_) touched_bits_[doc / 64] |= u64{1} << (doc % 64);
        touched_.clear();
        each_bit({touched_bits_.data(), touched_bits_.size()}, [this](u32 doc) { touched_.push_back(doc); });
    }
    u32 file_stem(std::string_view stem) {
        sort_touched();
        list_.clear();
        for (u32 doc : touched_) {
            list_.docs.push_back(doc);
            list_.impacts.push_back(impact_of(batch_.profile, stem_worth_[doc]));
            stem_worth_[doc] = 0;
        }
        return dictionary.add(STEM, stem, file_list());
    }
    // The impact of a form in a document is its stem's there. list_ is the stem's.
    void keep_variant_impacts(u32 begin, u32 end, u32 first) {
        for (u32 at = begin; at < end; ++at) {
            const u32 form = layout_.grouped[at], words = layout_.form_words[form];
            const auto found = layout_.variant_of.find(form);
            if (found != layout_.variant_of.end()) {
                std::vector<VariantImpact>& impacts = variant_impacts[found->second];
                for (u32 i = first, doc = NO_DOC; i < first + words; ++i) {
                    const u32 before = doc;
                    doc = layout_.document_at(places_[i], before == NO_DOC ? 0 : before);
                    if (doc == before) continue;
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
    void file_zones(std::string_view stem) {
        std::vector<ZoneDoc>& headline = zone_docs_[0];
        if (!headline.empty()) {
            // In the headline by one form, beneath it by another: not headline-only.
            merge_zone(headline);
            for (const ZoneDoc& one : headline)
                if (!one.beneath && !beneath_[one.doc]) headline_only_.push_back(one.doc);
            file_zone(HEADLINE_STEM, stem, headline);
            if (!headline_only_.empty()) {
                list_.clear();
                list_.docs.assign(headline_only_.begin(), headline_only_.end());
                list_.impacts.assign(headline_only_.size(), 1);
                dictionary.add(HEADLINE_ONLY_STEM, stem, file_list());
            }
        }
        if (!zone_docs_[1].empty()) {
            merge_zone(zone_docs_[1]);
            file_zone(STANDFIRST_STEM, stem, zone_docs_[1]);
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
    void file_zone(KeyPrefix prefix, std::string_view stem, const std::vector<ZoneDoc>& zone) {
        list_.clear();
        for (const ZoneDoc& one : zone) {
            list_.docs.push_back(one.doc);
            list_.impacts.push_back(impact_of(batch_.profile, one.worth));
        }
        dictionary.add(prefix, stem, lists_.write(list_, out, 0, shape_of(prefix)));
    }

    const BatchLayout& layout_;
    const Inverter& batch_;
    PostingListWriter lists_;
    const u32* places_ = nullptr;
    std::vector<u64> stem_worth_, touched_bits_;
    std::vector<u32> touched_, headline_only_, filed_forms_;
    std::vector<u8> beneath_;  // a document: does another form of the stem stand beneath its headline?
    std::vector<ZoneDoc> zone_docs_[2];
    PostingList list_;
};

}  // namespace searchlib
