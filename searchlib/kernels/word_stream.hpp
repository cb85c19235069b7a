// Which words do the articles of a batch hold, in order? One stream of numbers for all of them.
//
// Frequent words are met early and so have small numbers: those take two bytes of the stream, others four.
#pragma once
#include "bytes.hpp"

namespace searchlib {

class WordStream {
  public:
    static constexpr u32 MAX_FORMS = 0x0FFFFFF0u / 2;

    // `bytes`: what it gets room for at once. Growing by doubling would hold up to three times what is in it; room that is
    // not written to costs no memory.
    explicit WordStream(std::size_t bytes) { numbers_.reserve(bytes / sizeof(u16)); }

    void begin_document() {
        begins_.push_back(numbers_.size());
        places_.push_back(0);
    }
    // An overlay lies over the word before it.
    void put_word(u32 form, bool overlay) {
        places_.back() += !overlay;
        if (form < LONG && !overlay)
            numbers_.push_back(static_cast<u16>(form));
        else
            put_long(form * 2 + overlay);
    }
    void end_zone() {
        places_.back() += 1;
        put_long(ZONE_END);
    }
    // Texts of other fields are kept apart, so that phrases do not cross them.
    void begin_field() {
        places_.back() += FIELD_GAP_SIZE;
        put_long(FIELD_GAP);
    }

    // How many numbers a document takes: it has no more words than that.
    std::size_t numbers_of(u32 document) const {
        return (document + 1 < begins_.size() ? begins_[document + 1] : numbers_.size()) - begins_[document];
    }
    // Calls each(form, position) for the words of a document, in order.
    template <class Each>
    void each_word(u32 document, Each each) const {
        const std::size_t end = begins_[document] + numbers_of(document);
        u32 position = 0;
        for (std::size_t at = begins_[document]; at < end; ++at) {
            const u32 word = numbers_[at];
            if (word < LONG) {
                each(word, position++);
                continue;
            }
            const u32 number = (word & 0x0FFFu) << 16 | numbers_[++at];
            if (number >= CONTROL)
                position += number == ZONE_END ? 1 : FIELD_GAP_SIZE;
            else if (number & 1)
                each(number / 2, position ? position - 1 : 0);
            else
                each(number / 2, position++);
        }
    }
    // How many positions a document takes.
    u32 places(u32 document) const { return places_[document] + 1; }
    std::size_t memory() const { return numbers_.size() * sizeof(u16) + begins_.capacity() * 8 + places_.capacity() * 4; }

  private:
    // A number below LONG is a form. Else its low 12 bits and the next 16 are twice a form, plus one for a token that lies
    // over others, or from CONTROL on a mark.
    static constexpr u32 LONG = 0xF000u, CONTROL = 0x0FFFFFF0u, ZONE_END = CONTROL, FIELD_GAP = CONTROL + 1;
    static constexpr u32 FIELD_GAP_SIZE = 16;

    void put_long(u32 number) {
        numbers_.push_back(static_cast<u16>(LONG | number >> 16));
        numbers_.push_back(static_cast<u16>(number));
    }

    HugeVector<u16> numbers_;
    std::vector<std::size_t> begins_;
    std::vector<u32> places_;
};

}  // namespace searchlib
