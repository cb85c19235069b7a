// Which of the people of an index may be this one? Names split into words, words found by how they sound, and whole names
// compared: the family name must be a spelling of the other, given names must agree (spelling, initial, short form).
//
// Filled once, then only read, by any number of threads.
#pragma once
#include <memory>
#include <unordered_set>

#include "checksum.hpp"
#include "name_spelling.hpp"

namespace searchlib {

// Word lists, one a meaning; see names/lexicons.
struct NameLexicons {
    std::unordered_set<std::string> particles, hyphened_particles, family_first;
    std::unordered_map<std::string, std::vector<u16>> nicknames;  // word → groups

    void add_nickname(const std::string& word, u16 group) { nicknames[word].push_back(group); }
};

struct NameParts {
    std::vector<std::string> words;
    std::string suffix;  // jr, sr, ii, iii, iv
};

// Splits a name that was folded to lower case without accents. Particles and suffixes are set apart, "Family, Given" is turned round.
inline NameParts split_name(std::string_view name, const NameLexicons& lexicons) {
    struct Piece {
        std::string word;
        bool hyphen;
    };
    std::vector<Piece> pieces, before_comma;
    std::string word;
    NameParts parts;
    const auto end_word = [&](bool hyphen) {
        if (word.empty()) return;
        if (word == "jr" || word == "sr" || word == "ii" || word == "iii" || word == "iv") parts.suffix = word;
        else pieces.push_back({word, hyphen});
        word.clear();
    };
    for (const char c : name) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || u8(c) >= 0x80) word.push_back(c);
        else if (c == '\'' || c == '`') continue;
        else {
            end_word(c == '-');
            if (c == ',' && before_comma.empty()) before_comma.swap(pieces);
        }
    }
    end_word(false);
    pieces.insert(pieces.end(), before_comma.begin(), before_comma.end());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        std::string& one = pieces[i].word;
        const bool last = i + 1 == pieces.size();
        if (!last && ((pieces[i].hyphen && lexicons.hyphened_particles.count(one)) ||
                         (lexicons.particles.count(one) && (i > 0 || pieces[i].hyphen || (one != "al" && one != "ben")))))
            continue;
        // Abd al-Fattah, Abdel Fattah, Abdelfattah.
        if (one.size() > 3 && one.substr(0, 3) == "abd") {
            std::size_t rest = 3;
            if (one.size() > 4 && std::string_view("aeou").find(one[3]) != std::string_view::npos && std::string_view("lrsn").find(one[4]) != std::string_view::npos) rest = 5;
            else if (one == "abdou" || one == "abdu" || one == "abdo") rest = 3;
            if (rest == 5 && one.size() == 5 && !last) one = "abd";
            else if (rest == 5 && one.size() > 7) one = "abd" + one.substr(5);
        }
        if (!parts.words.empty() && parts.words.back() == "abd") parts.words.back() += one;
        else parts.words.push_back(one);
    }
    return parts;
}

// Words ↔ numbers.
class WordTable {
  public:
    static constexpr u32 NONE = 0xFFFFFFFFu;
    u32 intern(const std::string& word) {
        const auto [at, is_new] = numbers_.emplace(word, size());
        if (is_new) words_.push_back(word);
        return at->second;
    }
    u32 find(const std::string& word) const {
        const auto at = numbers_.find(word);
        return at == numbers_.end() ? NONE : at->second;
    }
    const std::string& operator[](u32 number) const { return words_[number]; }
    // order: the old numbers in the new order.
    void renumber(const std::vector<u32>& order) {
        std::vector<std::string> words(order.size());
        for (u32 number = 0; number < order.size(); ++number) words[number].swap(words_[order[number]]);
        words_.swap(words);
        for (u32 number = 0; number < size(); ++number) numbers_[words_[number]] = number;
    }
    u32 size() const { return static_cast<u32>(words_.size()); }

  private:
    std::unordered_map<std::string, u32> numbers_;
    std::vector<std::string> words_;
};

class NameIndex {
  public:
    struct Match {
        u32 name;
        i32 score;
    };
    struct WordMatch {
        u32 word, name;  // a word of names, and one of the names with it
        i32 score;
    };

    NameIndex(const Spelling& spelling, const NameLexicons& lexicons) : spelling_(spelling), lexicons_(lexicons) {}

    // Names are numbered in the order in which they are added. One that may have the family name first is entered both ways.
    void add(std::string_view folded) {
        const NameParts parts = split_name(folded, lexicons_);
        enter(parts.words, parts.suffix);
        if (const auto turned = family_name_last(parts.words); !turned.empty()) enter(turned, parts.suffix);
        ++names_;
    }

    void finish() {
        order_words();
        const u32 count = words_.size();
        firsts_.assign(count, 0);
        lasts_.assign(count, 0);
        nicknames_.assign(count, nullptr);
        initials_.assign(count, 0);
        attached_.assign(count, false);
        bare_symbols_.resize(count);
        for (u32 word = 0; word < count; ++word) {
            nicknames_[word] = nicknames_of(words_[word]);
            if (words_[word].size() == 1) initials_[word] = words_[word][0];
            const std::string bare = without_article(words_[word]);
            attached_[word] = !bare.empty();
            bare_symbols_[word] = spelling_.parse(bare);
        }
        file_by_key();
        std::vector<std::pair<u32, u32>> with;  // word, entry: all but the first word, or the only one
        for (u32 entry = 0; entry < entry_ends_.size(); ++entry) {
            const u32 begin = begin_of(entry), end = entry_ends_[entry];
            if (end == begin) continue;
            if (end - begin > 1) {
                ++firsts_[entry_words_[begin]];
                ++lasts_[entry_words_[end - 1]];
            }
            for (u32 at = end - begin > 1 ? begin + 1 : begin; at < end; ++at) with.emplace_back(entry_words_[at], entry);
        }
        std::sort(with.begin(), with.end());
        with.erase(std::unique(with.begin(), with.end()), with.end());
        word_ends_.assign(count, 0);
        entries_with_.reserve(with.size());
        for (const auto& [word, entry] : with) {
            entries_with_.push_back({entry, entry_words_[begin_of(entry)], entry_ends_[entry] - begin_of(entry)});
            ++word_ends_[word];
        }
        for (u32 word = 1; word < count; ++word) word_ends_[word] += word_ends_[word - 1];
    }

    u32 names() const { return names_; }
    // How many words each name has, particles and suffixes not counted.
    std::vector<u32> word_counts() const {
        std::vector<u32> counts(names_);
        for (u32 entry = 0; entry < entry_ends_.size(); ++entry) counts[entry_names_[entry]] = entry_ends_[entry] - begin_of(entry);
        return counts;
    }
    const std::string& word(u32 number) const { return words_[number]; }

    // Names of the person called `folded`, best first. least: of a word's score; loose: given names may be missing.
    std::vector<Match> variants(std::string_view folded, i32 least, bool loose) const {
        const NameParts parts = split_name(folded, lexicons_);
        std::unordered_map<u32, i32> best;
        find(make_query(parts.words, parts.suffix), least, loose, best);
        if (const auto turned = family_name_last(parts.words); !turned.empty())
            find(make_query(turned, parts.suffix), least, loose, best);
        if (loose && parts.words.size() > 1) {  // Putin Vladimir
            std::vector<std::string> turned(parts.words.begin() + 1, parts.words.end());
            turned.push_back(parts.words.front());
            find(make_query(turned, parts.suffix), least, false, best);
        }
        std::vector<Match> found;
        for (const auto& [name, score] : best) found.push_back({name, score});
        std::sort(found.begin(), found.end(),
            [](const Match& a, const Match& b) { return a.score != b.score ? a.score > b.score : a.name < b.name; });
        return found;
    }

    // Words of names that are spellings of one word, best first.
    std::vector<WordMatch> words_like(std::string_view folded, i32 least) const {
        std::vector<WordMatch> found;
        const QueryWord query = make_word(std::string(folded));
        for (const auto& [word, score] : candidates(query, least)) {
            const auto [begin, end] = entries_with(word);
            if (begin < end) found.push_back({word, entry_names_[entries_with_[begin].entry], score});
        }
        std::sort(found.begin(), found.end(), [](const WordMatch& a, const WordMatch& b) { return a.score != b.score ? a.score > b.score : a.word < b.word; });
        return found;
    }

    // Names whose last word, or only word, is the last word of this one, spelled just so.
    std::vector<u32> with_family_name(std::string_view folded) const {
        std::vector<u32> found;
        const NameParts parts = split_name(folded, lexicons_);
        const u32 word = parts.words.empty() ? WordTable::NONE : words_.find(parts.words.back());
        if (word == WordTable::NONE) return found;
        const auto [begin, end] = entries_with(word);
        for (u32 at = begin; at < end; ++at)
            if (const u32 entry = entries_with_[at].entry; entry_words_[entry_ends_[entry] - 1] == word) found.push_back(entry_names_[entry]);
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

  private:
    static constexpr i32 EQUAL = 400;      // above all that is only similar
    static constexpr i32 ATTACHED = 64;    // taken off where an article was written as part of a name: Alassad, Assad
    static constexpr i32 MISSING = 20;     // taken off where one has fewer given names
    // A given name that is only similar, an initial or a short form says less than an equal one, so the family name must say
    // more: John Wallace is not Jack Welch.
    static constexpr i32 WEAK_GIVEN = 80;

    struct QueryWord {
        std::string text, symbols, bare, bare_symbols;
        u32 number = WordTable::NONE;  // of the same word in the index
        const std::vector<u16>* nicknames = nullptr;
    };
    struct Query {
        std::vector<QueryWord> words;
        u8 suffix = 0;
    };
    struct Entry {
        u32 entry, first, size;  // its first word, how many words it has
    };
    // How a query's given names and words of the index agree, as far as was asked.
    struct Memory {
        std::unordered_map<u64, i32> known;
        std::vector<std::unique_ptr<OneAgainstMany>> scores;
    };

    QueryWord make_word(std::string text) const {
        QueryWord made;
        made.symbols = spelling_.parse(text);
        made.bare = without_article(text);
        made.bare_symbols = spelling_.parse(made.bare);
        made.nicknames = nicknames_of(text);
        made.number = words_.find(text);
        made.text = std::move(text);
        return made;
    }
    Query make_query(const std::vector<std::string>& words, const std::string& suffix) const {
        Query query;
        for (const std::string& word : words) query.words.push_back(make_word(word));
        query.suffix = suffix_number(suffix);
        return query;
    }
    void enter(const std::vector<std::string>& words, const std::string& suffix) {
        for (const std::string& word : words) entry_words_.push_back(words_.intern(word));
        entry_ends_.push_back(static_cast<u32>(entry_words_.size()));
        entry_names_.push_back(names_);
        suffixes_.push_back(suffix_number(suffix));
    }
    static u8 suffix_number(const std::string& suffix) {
        return suffix.empty() ? 0 : suffix == "jr" ? 1 : suffix == "sr" ? 2 : static_cast<u8>(1 + suffix.size());
    }
    // Kim Jong-un → Jong-un Kim; nothing where the first word is no such family name.
    std::vector<std::string> family_name_last(const std::vector<std::string>& words) const {
        if (words.size() < 2 || words.size() > 4 || !lexicons_.family_first.count(words.front())) return {};
        std::vector<std::string> turned(words.begin() + 1, words.end());
        turned.push_back(words.front());
        return turned;
    }
    const std::vector<u16>* nicknames_of(const std::string& word) const {
        const auto found = lexicons_.nicknames.find(word);
        return found == lexicons_.nicknames.end() ? nullptr : &found->second;
    }
    std::pair<u32, u32> entries_with(u32 word) const { return {word ? word_ends_[word - 1] : 0, word_ends_[word]}; }
    // Alassad → assad; "" where no article may be attached.
    static std::string without_article(std::string_view word) {
        if (word.size() < 7 || (word.substr(0, 2) != "al" && word.substr(0, 2) != "el")) return "";
        return std::string(word.substr(2));
    }
    template <class Each>
    void for_keys(std::string_view word, Each each) const {
        const auto hash = [](std::string_view key) { return hash_bytes(reinterpret_cast<const u8*>(key.data()), key.size(), 11); };
        if (spelling_.parse(word).empty()) return each(hash(word));
        for (const std::string& key : spelling_.keys(word)) each(hash(key));
        if (const std::string bare = without_article(word); !bare.empty())
            for (const std::string& key : spelling_.keys(bare)) each(hash(key));
    }
    u32 begin_of(u32 entry) const { return entry ? entry_ends_[entry - 1] : 0; }

    // Words are numbered in the order of their symbols, so that those that begin alike stand together.
    void order_words() {
        const u32 count = words_.size();
        std::vector<std::string> symbols(count);
        std::vector<u32> order(count), numbers(count);
        for (u32 word = 0; word < count; ++word) {
            symbols[word] = spelling_.parse(words_[word]);
            order[word] = word;
        }
        std::sort(order.begin(), order.end(), [&](u32 a, u32 b) { return symbols[a] != symbols[b] ? symbols[a] < symbols[b] : words_[a] < words_[b]; });
        symbols_.resize(count);
        for (u32 word = 0; word < count; ++word) {
            numbers[order[word]] = word;
            symbols_[word].swap(symbols[order[word]]);
        }
        words_.renumber(order);
        for (u32& word : entry_words_) word = numbers[word];
    }
    void file_by_key() {
        std::vector<std::pair<u64, u32>> filed;
        for (u32 word = 0; word < words_.size(); ++word)
            for_keys(words_[word], [&](u64 hash) { filed.emplace_back(hash, word); });
        std::sort(filed.begin(), filed.end());
        filed.erase(std::unique(filed.begin(), filed.end()), filed.end());
        words_by_key_.reserve(filed.size());
        shared_.reserve(filed.size());
        for (const auto& [hash, word] : filed) {
            const bool is_new = keys_.empty() || keys_.back() != hash;
            if (is_new) {
                keys_.push_back(hash);
                key_begins_.push_back(static_cast<u32>(words_by_key_.size()));
            }
            shared_.push_back(is_new ? 0 : shared_symbols(symbols_[words_by_key_.back()], symbols_[word]));
            words_by_key_.push_back(word);
        }
        key_begins_.push_back(static_cast<u32>(words_by_key_.size()));
    }
    static u8 shared_symbols(std::string_view a, std::string_view b) {
        std::size_t shared = 0;
        while (shared < a.size() && shared < b.size() && a[shared] == b[shared]) ++shared;
        return static_cast<u8>(shared);
    }

    // One of the two has an article attached.
    i32 likeness_without_article(const QueryWord& query, u32 word, i32 least) const {
        i32 score;
        if (!query.bare.empty()) score = query.bare == words_[word] ? EQUAL : spelling_.score(query.bare_symbols, symbols_[word], least + ATTACHED);
        else {
            const std::string_view rest = std::string_view(words_[word]).substr(2);
            score = rest == query.text ? EQUAL : spelling_.score(query.symbols, bare_symbols_[word], least + ATTACHED);
        }
        return score == UNLIKE ? UNLIKE : score - ATTACHED;
    }

    // Words of the index that are spellings of the query's, by number.
    std::vector<std::pair<u32, i32>> candidates(const QueryWord& query, i32 least) const {
        std::vector<std::pair<u32, i32>> found;
        std::vector<bool> seen(words_.size());
        OneAgainstMany scores(spelling_, query.symbols, least), bare_scores(spelling_, query.bare_symbols, least + ATTACHED);
        const bool has_article = !query.bare.empty();
        for_keys(query.text, [&](u64 hash) {
            const auto key = std::lower_bound(keys_.begin(), keys_.end(), hash);
            if (key == keys_.end() || *key != hash) return;
            const std::size_t number = static_cast<std::size_t>(key - keys_.begin());
            u8 shared = 0, bare_shared = 0;
            for (u32 at = key_begins_[number], end = key_begins_[number + 1]; at < end; ++at) {
                shared = std::min(shared, shared_[at]);
                bare_shared = std::min(bare_shared, shared_[at]);
                const u32 word = words_by_key_[at];
                if (seen[word]) continue;
                seen[word] = true;
                i32 score = scores.score(symbols_[word], shared);
                shared = 255;
                if (has_article && !attached_[word]) {
                    const i32 bare = bare_scores.score(symbols_[word], bare_shared);
                    bare_shared = 255;
                    score = std::max(score, query.bare == words_[word] ? EQUAL - ATTACHED : bare == UNLIKE ? UNLIKE : bare - ATTACHED);
                } else if (!has_article && attached_[word]) {
                    score = std::max(score, likeness_without_article(query, word, least));
                }
                if (!has_article)
                    while (at + 1 < end && scores.hopeless(shared_[at + 1]) && !attached_[words_by_key_[at + 1]]) ++at;
                if (score >= least && !initials_[word] && query.text.size() > 1) found.emplace_back(word, score);
            }
        });
        if (query.number != WordTable::NONE) {
            std::erase_if(found, [&](const auto& one) { return one.first == query.number; });
            found.emplace_back(query.number, EQUAL);
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    // Do two given names agree? Spelling, initial, short form.
    i32 agreement(const QueryWord& query, u32 word, i32 least, OneAgainstMany& scores) const {
        if (word == query.number) return EQUAL;
        if (initials_[word] || query.text.size() == 1) {
            const char initial = initials_[word] ? initials_[word] : words_[word][0];
            return !query.text.empty() && initial == query.text[0] ? 0 : UNLIKE;
        }
        if (query.nicknames && nicknames_[word])
            for (const u16 group : *query.nicknames)
                if (std::find(nicknames_[word]->begin(), nicknames_[word]->end(), group) != nicknames_[word]->end()) return 100;
        i32 score = scores.score(symbols_[word], 0);
        if (!query.bare.empty() != attached_[word]) score = std::max(score, likeness_without_article(query, word, least));
        return score < least ? UNLIKE : score;
    }
    i32 agreement(const Query& query, std::size_t at, u32 word, i32 least, Memory& memory) const {
        const u64 key = u64{word} << 8 | std::min<std::size_t>(at, 255);
        if (const auto found = memory.known.find(key); found != memory.known.end()) return found->second;
        if (memory.scores.size() <= at) memory.scores.resize(at + 1);
        if (!memory.scores[at]) memory.scores[at] = std::make_unique<OneAgainstMany>(spelling_, query.words[at].symbols, least);
        return memory.known[key] = agreement(query.words[at], word, least, *memory.scores[at]);
    }

    void find(const Query& query, i32 least, bool loose, std::unordered_map<u32, i32>& best) const {
        const std::size_t size = query.words.size();
        if (!size) return;
        Memory memory;
        // As many given names here as there, the first of which disagrees: most names, told without a look at the rest of them.
        const auto other_given_name = [&](const Entry& entry, std::size_t names) {
            return entry.size == names && names > 1 && agreement(query, 0, entry.first, least, memory) == UNLIKE;
        };
        each_with(query, size, least, [&](const Entry& one) { return other_given_name(one, size); }, [&](u32 entry, u32 word, i32 score, const u32* words, std::size_t count) {
            i32 given = UNLIKE;
            if (words[count - 1] == word) {
                given = given_names(query, size - 1, words, count - 1, least, loose, memory);
                if (!loose && given < EQUAL - MISSING && size > 1 && score < least + WEAK_GIVEN) given = UNLIKE;
            } else if (size > 1 && count == size + 1 && words[size - 1] == word && family_word(word))
                // Gabriel García → Gabriel García Márquez.
                given = second_family_name(given_names(query, size - 1, words, size - 1, least, false, memory));
            keep(best, entry, score, given);
        });
        if (size < 3) return;
        // Gabriel García Márquez → Gabriel García.
        each_with(query, size - 1, least, [&](const Entry& one) { return other_given_name(one, size - 1); }, [&](u32 entry, u32 word, i32 score, const u32* words, std::size_t count) {
            if (count == size - 1 && words[count - 1] == word && family_word(word))
                keep(best, entry, score,
                    second_family_name(given_names(query, size - 2, words, count - 1, least, false, memory)));
        });
    }
    // Entries with a word, not their first, that is a spelling of the query's word number `size`.
    template <class Passed, class Each>
    void each_with(const Query& query, std::size_t size, i32 least, Passed passed_over, Each each) const {
        for (const auto& [word, score] : candidates(query.words[size - 1], least)) {
            const auto [begin, end] = entries_with(word);
            for (u32 at = begin; at < end; ++at) {
                const Entry& one = entries_with_[at];
                if (passed_over(one)) continue;
                const u32 entry = one.entry;
                if (query.suffix && suffixes_[entry] && query.suffix != suffixes_[entry]) continue;
                each(entry, word, score, &entry_words_[begin_of(entry)], one.size);
            }
        }
    }
    void keep(std::unordered_map<u32, i32>& best, u32 entry, i32 score, i32 given) const {
        if (given == UNLIKE) return;
        const auto [at, is_new] = best.emplace(entry_names_[entry], score + given);
        if (!is_new) at->second = std::max(at->second, score + given);
    }
    static i32 second_family_name(i32 score) { return score == UNLIKE ? UNLIKE : score - EQUAL; }

    // A word that names families, not one that people are called by: else Martin Luther would be Martin Luther King.
    bool family_word(u32 word) const { return firsts_[word] * 20 <= lasts_[word] && lasts_[word] > 0; }

    // mine, theirs: how many words stand before the family name.
    i32 given_names(const Query& query, std::size_t mine, const u32* words, std::size_t theirs, i32 least, bool loose, Memory& memory) const {
        if (!mine && !theirs) return 0;
        if (!mine || !theirs) return loose ? -EQUAL : UNLIKE;
        const i32 first = agreement(query, 0, words[0], least, memory);
        if (mine != theirs && (mine == 1 || theirs == 1) && as_one(query, mine, words, theirs)) return EQUAL;
        if (first == UNLIKE || (mine > 1 && theirs > 1 && !middle_names(query, words, mine, theirs, least, memory))) return UNLIKE;
        return mine == theirs ? first : first - MISSING;
    }
    // Jong-un and Jongun, Jean Paul and Jeanpaul.
    bool as_one(const Query& query, std::size_t mine, const u32* words, std::size_t theirs) const {
        std::string my_names, their_names;
        for (std::size_t i = 0; i < mine; ++i) my_names += query.words[i].text;
        for (std::size_t i = 0; i < theirs; ++i) their_names += words_[words[i]];
        return my_names == their_names;
    }
    // The shorter list of middle names must lie in the longer one, in order; two initials that differ are two people.
    bool middle_names(const Query& query, const u32* words, std::size_t mine, std::size_t theirs, i32 least, Memory& memory) const {
        const std::string_view my_first = query.words[1].text, their_first = words_[words[1]];
        if (my_first.size() == 1 && their_first.size() == 1 && my_first != their_first) return false;
        std::size_t i = 1, j = 1;
        while (i < mine && j < theirs) {
            if (agreement(query, i, words[j], least, memory) != UNLIKE) ++i, ++j;
            else if (mine - i > theirs - j) ++i;
            else if (mine - i < theirs - j) ++j;
            else return false;
        }
        return i == mine || j == theirs;
    }

    const Spelling& spelling_;
    const NameLexicons& lexicons_;
    WordTable words_;
    u32 names_ = 0;
    std::vector<u32> entry_words_, entry_ends_, entry_names_;
    std::vector<u8> suffixes_;
    std::vector<std::string> symbols_, bare_symbols_;  // bare: of words with an article attached
    std::vector<bool> attached_;
    std::vector<char> initials_;  // of words of one letter: it; else 0
    std::vector<const std::vector<u16>*> nicknames_;
    std::vector<u32> firsts_, lasts_;
    std::vector<u64> keys_;
    std::vector<u32> key_begins_, words_by_key_;
    std::vector<u8> shared_;  // symbols that a word of a key begins with as the one before it does
    std::vector<u32> word_ends_;
    std::vector<Entry> entries_with_;
};

}  // namespace searchlib
