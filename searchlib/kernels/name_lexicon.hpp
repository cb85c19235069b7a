// What is known of a word before any text is read? How usual it is as a given name, a surname, a word in lower case, and
// which classes (title, place, company …) it or a phrase belongs to. Two hash tables in a flat block of bytes:
//
//   u32 name slots, u32 class slots | class slots × (u32 hash, u32 bits) | name slots × u16 fingerprint | name slots × u8 usage
//
// Keys are folded (folded_letters.hpp). A name's slot keeps 16 bits of its hash: one absent word in some 20,000 is taken for a
// listed one, which costs less than the bytes that would tell them apart.
#pragma once
#include <utility>

#include "checksum.hpp"

namespace searchlib::people {

inline u64 key_hash(std::string_view key) { return hash_bytes(reinterpret_cast<const u8*>(key.data()), key.size(), 17); }

inline u64 join_hashes(u64 a, u64 b) {
    u64 hash = a * 0xD6E8FEB86659FD93u;
    hash = (hash ^ hash >> 32 ^ b) * 0xA0761D6478BD642Fu;
    return hash ^ hash >> 29;
}
// A phrase's hash is made of its words'.
inline u64 phrase_hash(std::string_view key) {
    std::size_t space = key.find(' ');
    u64 hash = key_hash(key.substr(0, space));
    while (space != std::string_view::npos) {
        const std::size_t from = space + 1;
        space = key.find(' ', from);
        hash = join_hashes(hash, key_hash(key.substr(from, space == std::string_view::npos ? space : space - from)));
    }
    return hash;
}

// Usage: two bits each for given name, surname, name of unknown kind, word in lower case; 0 never to 3 often.
inline u32 given_usage(u8 usage) { return usage & 3; }
inline u32 surname_usage(u8 usage) { return usage >> 2 & 3; }
inline u32 name_usage(u8 usage) { return usage >> 4 & 3; }
inline u32 lower_usage(u8 usage) { return usage >> 6; }

// The classes of words, in the order in which one decides where several apply.
enum WordClass : u32 {
    COURTESY, TITLE, ROLE, WEEKDAY, MONTH, COUNTRY, NATIONALITY, PLACE, ORGANISATION, FEATURE, FIRM, TEAM, SAID, PARTICLE, SUFFIX,
    FUNCTION, LOCATIVE, SPORT, OTHER_NAME, CLASS_COUNT
};

class NameLexicon {
  public:
    NameLexicon() = default;
    // A view of bytes that outlive it; throws if their size is not what their head says.
    NameLexicon(const u8* data, std::size_t size) {
        if (size < 8) throw std::length_error("the lexicon is cut short");
        names_ = load<u32>(data);
        classes_ = load<u32>(data + 4);
        if (size != 8 + std::size_t{classes_} * 8 + std::size_t{names_} * 3 || !names_ || !classes_)
            throw std::length_error("the lexicon has a wrong size");
        class_slots_ = data + 8;
        prints_ = class_slots_ + std::size_t{classes_} * 8;
        usages_ = prints_ + std::size_t{names_} * 2;
        seen_.resize(SEEN_BITS / 64);
        for (u32 slot = 0; slot < classes_; ++slot)
            if (const u32 print = load<u32>(class_slots_ + std::size_t{slot} * 8)) seen_[seen_at(print) / 64] |= u64{1} << seen_at(print) % 64;
    }
    u8 usage(u64 hash) const {
        const u16 print = print_of(hash);
        for (u32 slot = slot_of(hash, names_), tries = 0; tries < names_; slot = slot + 1 == names_ ? 0 : slot + 1, ++tries) {
            const u16 found = load<u16>(prints_ + std::size_t{slot} * 2);
            if (found == print) return usages_[slot];
            if (!found) break;
        }
        return 0;
    }
    u32 classes(u64 hash) const {
        const u32 print = static_cast<u32>(hash) | 1;
        if (seen_.empty() || !(seen_[seen_at(print) / 64] >> seen_at(print) % 64 & 1)) return 0;
        for (u32 slot = slot_of(hash, classes_), tries = 0; tries < classes_; slot = slot + 1 == classes_ ? 0 : slot + 1, ++tries) {
            const u32 found = load<u32>(class_slots_ + std::size_t{slot} * 8);
            if (found == print) return load<u32>(class_slots_ + std::size_t{slot} * 8 + 4);
            if (!found) break;
        }
        return 0;
    }

    static void write(const std::vector<std::pair<std::string, u8>>& names, const std::vector<std::pair<std::string, u32>>& classes, Buffer& out) {
        const u32 name_slots = static_cast<u32>(names.size() * 5 / 4 + 7), class_slots = static_cast<u32>(classes.size() * 2 + 7);
        std::vector<u32> class_table(std::size_t{class_slots} * 2);
        for (const auto& [key, bits] : classes) {
            const u64 hash = phrase_hash(key);
            u32 slot = slot_of(hash, class_slots);
            while (class_table[slot * 2] && class_table[slot * 2] != (static_cast<u32>(hash) | 1)) slot = slot + 1 == class_slots ? 0 : slot + 1;
            class_table[slot * 2] = static_cast<u32>(hash) | 1;
            class_table[slot * 2 + 1] |= bits;
        }
        std::vector<u16> prints(name_slots);
        std::vector<u8> usages(name_slots);
        for (const auto& [key, usage] : names) {
            const u64 hash = key_hash(key);
            u32 slot = slot_of(hash, name_slots);
            while (prints[slot] && prints[slot] != print_of(hash)) slot = slot + 1 == name_slots ? 0 : slot + 1;
            prints[slot] = print_of(hash);
            usages[slot] |= usage;
        }
        out.put<u32>(name_slots);
        out.put<u32>(class_slots);
        out.put_array(class_table);
        out.put_array(prints);
        out.put_array(usages);
    }

  private:
    static u32 slot_of(u64 hash, u32 slots) { return static_cast<u32>((hash >> 32) * slots >> 32); }
    static u16 print_of(u64 hash) {
        const u16 print = static_cast<u16>(hash);
        return print ? print : 1;
    }
    // Nearly all phrases that are looked for are not listed: a bit for each print that is spares them the table.
    static constexpr u32 SEEN_BITS = 1 << 16;
    static u32 seen_at(u32 print) { return print >> 1 & (SEEN_BITS - 1); }

    std::vector<u64> seen_;
    u32 names_ = 0, classes_ = 0;
    const u8 *class_slots_ = nullptr, *prints_ = nullptr, *usages_ = nullptr;
};

}  // namespace searchlib::people
