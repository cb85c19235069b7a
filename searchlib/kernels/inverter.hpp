// How do articles become lists? Words are interned as they are read and kept as one stream of numbers; when the batch
// is filed (filing.hpp), the stream is read in the final document order, a range of words at a time, so lists come out sorted.
//
// (Single-pass in-memory inversion, Heinz and Zobel 2003, with counting instead of growing lists.)
#pragma once
#include <functional>

#include "document_table.hpp"
#include "free_memory.hpp"
#include "impact.hpp"
#include "tokenizer.hpp"
#include "word_stream.hpp"

namespace searchlib {

// Folds a token that is not ASCII; implemented in Python, called once for each distinct token.
using Folder = std::function<void(std::string_view token, TokenKind kind, std::string& out)>;

// An article on its way into a batch. It holds none of its texts.
struct NewArticle {
    struct Field {
        char prefix;
        std::string_view key, text;
        u32 times;
    };
    NewDocument document;
    std::string_view standfirst, body, language;  // the headline is the document's
    std::vector<Field> fields;

    // Calls each(text) for all texts, which may be exchanged for equal ones.
    template <class Each>
    void each_text(Each each) {
        for (std::string_view* text : {&document.id, &document.headline, &document.source, &document.section, &standfirst, &body, &language})
            each(*text);
        for (std::string_view& name : document.persons) each(name);
        for (Field& field : fields) {
            each(field.key);
            each(field.text);
        }
    }
};

// Takes articles.
class Inverter {
  public:
    static constexpr char LANGUAGE_MARK = '\x1f';
    static constexpr u32 NO_STEM = 0xFFFFFFFFu;

    // `bytes`: what the stream of words gets room for at once.
    Inverter(Folder folder, std::size_t bytes) : folder_(std::move(folder)), words_(bytes) {}

    DocumentTable documents;
    RankingProfile profile;  // read when the batch is filed

    // --- adding -----------------------------------------------------------------------------------------------------

    void add(const NewArticle& article) {
        documents.add(article.document);
        words_.begin_document();
        const u32 headline = zone(article.document.headline, article.language, nullptr);
        const u32 standfirst = zone(article.standfirst, article.language, nullptr);
        const u32 body = zone(article.body, article.language, &shingles_);
        documents.set_fingerprint(documents.size() - 1, shingles_.finish());
        documents.set_lengths(documents.size() - 1, {headline, standfirst, body});
        for (const NewArticle::Field& field : article.fields) {
            // Each mention of a person by itself: no phrase goes on from one to the next.
            for (u32 i = 0; i < field.times; ++i) {
                words_.begin_field();
                tokenize(field.prefix, field.key, field.text, [&](u32 form, bool overlay, u64) { words_.put_word(form, overlay); });
            }
        }
    }

    std::size_t memory() const {
        return words_.memory() + forms_.memory() + stems_.memory() + surfaces_.memory() + documents.memory() +
               form_stem_.capacity() * 8;
    }

    // --- stems: asked for in batches ------------------------------------------------------------------------------------

    u32 stemmed() const { return static_cast<u32>(form_stem_.size()); }
    // For forms in order, from stemmed() on. An empty stem: the form is not stemmed (words of other fields).
    void set_stem(std::string_view stem) { form_stem_.push_back(stem.empty() ? NO_STEM : stems_.intern(stem)); }

    // No words are looked up while the batch is filed: what that takes is given back.
    void rest() {
        for (Interner* one : {&forms_, &stems_, &surfaces_}) one->rest();
        give_back_free_memory();
    }

    // --- what was added -------------------------------------------------------------------------------------------------

    const WordStream& words() const { return words_; }
    u32 forms() const { return forms_.size(); }
    std::string_view form_key(u32 form) const { return forms_[form]; }
    // The key that a form has in the dictionary: there it is the same in all languages.
    std::string_view plain_key(u32 form) const {
        const std::string_view key = forms_[form];
        return key[0] == FORM ? key.substr(0, key.rfind(LANGUAGE_MARK)) : key;
    }
    // In which language it was read, as articles say it.
    std::string_view language_of(u32 form) const {
        const std::string_view key = forms_[form];
        return key.substr(std::min(plain_key(form).size() + 1, key.size()));
    }
    u32 stems() const { return stems_.size(); }
    u32 stem_of(u32 form) const { return form_stem_[form]; }
    std::string_view stem(u32 number) const { return stems_[number]; }

  private:
    static constexpr u32 NO_FORM = 0xFFFFFFFFu;

    // Returns how many words it has.
    u32 zone(std::string_view text, std::string_view language, Shingles* shingles) {
        u32 words = 0;
        key_suffix_ = language;
        tokenize(FORM, {}, text, [&](u32 form, bool overlay, u64 hash) {
            words_.put_word(form, overlay);
            words += !overlay;
            if (shingles && !overlay) shingles->add(hash);
        });
        key_suffix_ = {};
        words_.end_zone();
        return words;
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
        if (forms_.size() >= WordStream::MAX_FORMS) throw std::length_error("more distinct words than a batch can hold");
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

    Folder folder_;
    Interner forms_, stems_, surfaces_;
    std::vector<std::string> surface_folded_;
    std::vector<u32> form_stem_;
    WordStream words_;
    Shingles shingles_;
    std::string_view key_suffix_;
    std::string wide_key_, long_key_, surface_key_;
};

}  // namespace searchlib
