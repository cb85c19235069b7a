// What was learned? The file of a person model, and its weights as they are used.
//
//   8 bytes magic "SLPEOPLE", u32 version, u32 checksum of what follows
//   u32 row bits, u32 evidence row bits, u32 weight unit (weights are whole multiples of 1/unit), u32 lexicon size
//   2 × transitions (8×8 between, 8 first, 8 last; i16)
//   rows: 2^bits × 8 × i8, evidence rows: 2^bits × 8 × i8, lexicon (name_lexicon.hpp)
#pragma once
#include <memory>

#include "linear_chain.hpp"
#include "name_lexicon.hpp"

namespace searchlib::people {

constexpr char MODEL_MAGIC[] = "SLPEOPLE";
constexpr u32 MODEL_VERSION = 2, MODEL_HEAD = 16, MAX_ROW_BITS = 22;

class Model {
  public:
    // Throws std::invalid_argument if the bytes are no model of this version.
    Model(const u8* data, std::size_t size) : bytes_(data, data + size) {
        if (size < MODEL_HEAD + 16 || std::memcmp(data, MODEL_MAGIC, 8) != 0) throw std::invalid_argument("it is no model of people");
        if (load<u32>(data + 8) != MODEL_VERSION) throw std::invalid_argument("it is of another version of searchlib");
        if (load<u32>(data + 12) != page_checksum(data + MODEL_HEAD, size - MODEL_HEAD)) throw std::invalid_argument("it is damaged (wrong checksum)");
        const u8* at = bytes_.data() + MODEL_HEAD;
        row_bits = load<u32>(at), evidence_bits = load<u32>(at + 4), unit = load<u32>(at + 8);
        const u32 lexicon_size = load<u32>(at + 12);
        if (row_bits < 1 || row_bits > MAX_ROW_BITS || evidence_bits < 1 || evidence_bits > MAX_ROW_BITS) throw std::invalid_argument("it is damaged (row bits)");
        const std::size_t rows_size = LABELS << row_bits, evidence_size = LABELS << evidence_bits;
        if (size != MODEL_HEAD + 16 + 2 * sizeof(Transitions<i16>) + rows_size + evidence_size + lexicon_size)
            throw std::invalid_argument("it is damaged (wrong size)");
        at += 16;
        std::memcpy(transitions, at, sizeof transitions);
        at += sizeof transitions;
        rows = reinterpret_cast<const signed char*>(at);
        evidence_rows = rows + rows_size;
        lexicon = NameLexicon(at + rows_size + evidence_size, lexicon_size);
    }

    u32 row_bits = 0, evidence_bits = 0, unit = 0;
    Transitions<i16> transitions[2];
    const signed char *rows = nullptr, *evidence_rows = nullptr;
    NameLexicon lexicon;

    const signed char* row(u64 feature_hash) const { return rows + (feature_hash >> (64 - row_bits)) * LABELS; }
    const signed char* evidence_row(u64 feature_hash) const { return evidence_rows + (feature_hash >> (64 - evidence_bits)) * LABELS; }

  private:
    std::vector<u8> bytes_;
};

}  // namespace searchlib::people
