// How do terms become a dictionary? Keys and what is known of their lists, sorted by key when the segment is filed.
#pragma once
#include <bit>

#include "posting_list_writer.hpp"
#include "sections.hpp"

namespace searchlib {

// In headlines few words are so frequent that bitmaps cost next to nothing, and most questions about headlines hold one.
inline ListShape shape_of(char prefix) { return prefix == HEADLINE_STEM ? ListShape{32, true} : ListShape{}; }

class DictionaryWriter {
  public:
    // Room for so many terms, whose keys have so many bytes together: growing by doubling would hold up to three times what
    // there is; room that is not written to costs no memory.
    void reserve(std::size_t terms, std::size_t key_bytes) {
        keys_.reserve(terms, key_bytes);
        infos_.reserve(terms);
    }
    // Both return the number by which link() knows the term.
    u32 add(char prefix, std::string_view term, const TermInfo& info) {
        key_.assign(1, prefix);
        key_.append(term);
        return add_key(key_, info);
    }
    u32 add_key(std::string_view key, const TermInfo& info) {
        if (keys_.size() && key < keys_[keys_.size() - 1]) sorted_ = false;
        keys_.add(key);
        infos_.push_back(info);
        return static_cast<u32>(infos_.size() - 1);
    }
    // The form's list has no impacts: they are the stem's.
    void link(u32 form, u32 stem) { links_.push_back({form, stem}); }
    // Takes over the terms of another, whose lists begin at `offset`.
    void append(const DictionaryWriter& other, u64 offset) {
        const u32 first = static_cast<u32>(infos_.size());
        for (std::size_t i = 0; i < other.infos_.size(); ++i) {
            TermInfo info = other.infos_[i];
            info.set_offset(info.offset() + offset);
            add_key(other.keys_[i], info);
        }
        for (const FormStem& link : other.links_) links_.push_back({link.form + first, link.stem + first});
    }
    std::size_t size() const { return infos_.size(); }
    // Of what add gave that number.
    const TermInfo& info(u32 number) const { return infos_[number]; }

    // Each appends a piece of a section; false when it was the last.
    bool write_ends(Buffer& out) {
        if (!next_) {
            sort();
            end_ = 0;
        }
        return add_piece(order_, next_, out, [&](u32 at) { out.put<u32>(end_ += static_cast<u32>(keys_[at].size())); });
    }
    bool write_bytes(Buffer& out) {
        return add_piece(order_, next_, out, [&](u32 at) { out.put_bytes(keys_[at].data(), keys_[at].size()); });
    }
    bool write_infos(Buffer& out) {
        return add_piece(order_, next_, out, [&](u32 at) { out.put(infos_[at]); });
    }
    bool write_links(Buffer& out) const {
        std::vector<u32> rank(order_.size());
        for (u32 i = 0; i < order_.size(); ++i) rank[order_[i]] = i;
        std::vector<FormStem> links;
        for (const FormStem& link : links_) links.push_back({rank[link.form], rank[link.stem]});
        std::sort(links.begin(), links.end(), [](const FormStem& a, const FormStem& b) { return a.form < b.form; });
        for (const FormStem& link : links) out.put(link);
        return false;
    }

  private:
    void sort() {
        order_.resize(keys_.size());
        for (u32 at = 0; at < order_.size(); ++at) order_[at] = at;
        if (sorted_) return;
        struct Entry {
            u64 head;  // the first eight bytes as a number: decides nearly every comparison
            u32 at;
        };
        std::vector<Entry> entries(keys_.size());
        for (u32 at = 0; at < entries.size(); ++at) entries[at] = {head_of(keys_[at]), at};
        std::sort(entries.begin(), entries.end(), [this](const Entry& a, const Entry& b) {
            return a.head != b.head ? a.head < b.head : keys_[a.at] < keys_[b.at];
        });
        for (std::size_t i = 0; i < entries.size(); ++i) order_[i] = entries[i].at;
    }
    static u64 head_of(std::string_view key) {
        u64 head = 0;
        for (std::size_t i = 0; i < 8; ++i) head = head << 8 | (i < key.size() ? static_cast<u8>(key[i]) : 0);
        return head;
    }
    StringColumn keys_;
    std::vector<TermInfo> infos_;
    std::vector<FormStem> links_;
    std::vector<u32> order_;
    std::string key_;
    bool sorted_ = true;
    std::size_t next_ = 0;  // with which the next piece of a section begins
    u32 end_ = 0;           // where the key of the one before ended
};

// Appends a piece of a section behind the lists; false when it was the last. `maker` has the dictionary and the columns.
template <class Maker>
bool write_section(Maker& maker, Section section, Buffer& out) {
    switch (section) {
        case KEY_ENDS: return maker.dictionary().write_ends(out);
        case KEY_BYTES: return maker.dictionary().write_bytes(out);
        case TERM_INFOS: return maker.dictionary().write_infos(out);
        case FORM_STEMS: return maker.dictionary().write_links(out);
        default: return maker.columns().write(section, out);
    }
}

}  // namespace searchlib
