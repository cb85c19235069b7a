// Which mentions in one text are of one person? A name in full stands for itself; a surname, a given name or the tail of a name alone joins
// the full name that has it: the one named last before it, or else the first behind it. A word in the middle of a name, or its
// first words, join it where it is the only one with them. Initials agree with the names they begin, and Assad is al-Assad.
//
// Not for: telling two people of one name apart, or joining people across texts.
#pragma once
#include <algorithm>
#include <array>
#include <string>

#include "name_decoder.hpp"

namespace searchlib::people {

// The people of a text, one after the other, as their first mentions come.
struct Individuals {
    static constexpr u32 NONE = 0xFFFFFFFFu;
    struct Piece {
        u32 begin, end;
    };
    struct One {
        Piece name;      // of `bytes`: its fullest form
        Piece mentions;  // of `spans`
        Piece roles;     // of `roles`
        u32 named_by;    // the one of its mentions that is written just as its name, or NONE
    };
    std::vector<One> all;
    std::vector<u32> spans;    // numbers of spans, each person's in reading order
    std::vector<Piece> roles;  // of `bytes`: in lower case, each of a person's once
    std::string bytes;

    std::string_view text(Piece piece) const { return std::string_view(bytes).substr(piece.begin, piece.end - piece.begin); }
};

class NameIdentity {
  public:
    // What is used for one text after the other, so that room for it is found once.
    class Desk;

    NameIdentity(std::string_view text, const WordMemo& memo, const DocumentTokens& document, const std::vector<NameSpan>& spans, Desk& desk)
        : text_(text), words_(memo, document), document_(document), spans_(spans), desk_(desk) {}

    Individuals group() {
        const u32 count = static_cast<u32>(spans_.size());
        desk_.clear(count);
        std::vector<u32>& order = desk_.order;
        for (u32 i = 0; i < count; ++i) desk_.cores[i] = core(spans_[i]);
        for (u32 i = 0; i < count; ++i)
            if (size(i) > 1) order.push_back(i);
        std::sort(order.begin(), order.end(), [this](u32 a, u32 b) { return size(a) != size(b) ? size(a) > size(b) : a < b; });
        for (const u32 span : order) join_full(span);
        // In their order they are found again, for the mentions by one word.
        std::sort(order.begin(), order.end());
        for (const u32 span : order) desk_.kin[desk_.owner[span]] |= kin(span);
        for (const u32 span : order) {
            Family& family = desk_.by_last[last_word(span)];
            const u8 kin = desk_.kin[desk_.owner[span]];
            (kin & WOMAN ? family.women : kin & MAN ? family.men : family.named).add(span, desk_.next_by_last);
            desk_.by_first[word(span, 0)].add(span, desk_.next_by_first);
        }
        for (u32 i = 0; i < count; ++i)
            if (size(i) == 1) join_short(i);
        return individuals();
    }

  private:
    static constexpr u32 NOBODY = Individuals::NONE;
    struct Core {
        u32 first, last;  // tokens, without Jr and III
    };
    // Spans in a row, by what follows each; those that are asked for come in order, too.
    struct Row {
        u32 first = NOBODY, last = NOBODY, reached = NOBODY;
        void add(u32 span, std::vector<u32>& next) {
            next[span] = NOBODY;
            (first == NOBODY ? first : next[last]) = span;
            last = span;
        }
        // The last one before a span, or else the first; NOBODY when there is none. No later call may ask for an earlier span.
        u32 nearest(u32 span, const std::vector<u32>& next) {
            for (u32 one = reached == NOBODY ? first : next[reached]; one != NOBODY && one < span; one = next[one]) reached = one;
            return reached == NOBODY ? first : reached;
        }
    };
    struct Family {
        Row named;        // all names in full that end with a word
        Row women, men;   // but those of somebody's wife, son, ...
        Row individuals;  // those of them all that stand for a person
    };
    static constexpr u8 WOMAN = 1, MAN = 2;

    // Who has a word in the middle of the name.
    struct Inside {
        u32 one = NOBODY;
        bool several = false;
    };

  public:
    class Desk {
        friend class NameIdentity;
        void clear(u32 count) {
            order.clear();
            for (auto* const each : {&owner, &number, &next_by_last, &next_by_first, &next_individual}) each->assign(count, NOBODY);
            cores.resize(count);
            kin.assign(count, 0);
            by_last.clear();
            by_first.clear();
            alone.clear();
            by_inner.clear();
        }
        std::vector<Core> cores;
        std::vector<u8> kin;
        std::vector<u32> order, owner, number, next_by_last, next_by_first, next_individual;
        ShortLivedMap<Family> by_last;
        ShortLivedMap<Row> by_first;
        ShortLivedMap<Inside> by_inner;
        ShortLivedMap<Row> alone;  // names of one word that belong to none in full
    };

  private:
    Core core(NameSpan span) const {
        Core core{span.first, span.last};
        while (core.last > core.first && words_[core.last].is(SUFFIX)) --core.last;
        return core;
    }
    u32 size(u32 span) const { return desk_.cores[span].last - desk_.cores[span].first + 1; }
    u64 key(u32 token) const { return words_.letters(token).root; }
    u64 word(u32 span, u32 at) const { return key(desk_.cores[span].first + at); }
    u64 last_word(u32 span) const { return key(desk_.cores[span].last); }

    // Do two words of a name agree: the same, or one the initial of the other?
    bool agree(u32 a, u32 b) const {
        if (key(a) == key(b)) return true;
        const bool a_initial = initial(a), b_initial = initial(b);
        if (!a_initial && !b_initial) return false;
        return letter(a) == letter(b);
    }
    bool initial(u32 token) const { return words_[token].shape == Shape::INITIALS || words_[token].shape == Shape::LETTER; }
    char letter(u32 token) const { return text_[document_.tokens[token].begin]; }

    // Is the shorter name a form of the longer: its tail, or its words with some in the middle left out?
    bool same_person(u32 longer, u32 shorter) const {
        const Core &a = desk_.cores[longer], &b = desk_.cores[shorter];
        if (key(a.last) != key(b.last)) {
            return size(longer) == size(shorter) && size(longer) == 2 && key(a.first) == key(b.last) && key(a.last) == key(b.first);
        }
        const u32 sizes[2] = {size(longer), size(shorter)};
        bool tail = true;
        for (u32 i = 0; i < sizes[1]; ++i) tail &= key(a.last - i) == key(b.last - i);
        if (tail) return true;
        if (!agree(a.first, b.first)) return false;
        u32 at = a.first;
        for (u32 i = b.first; i <= b.last; ++i) {
            while (at <= a.last && !agree(at, i)) ++at;
            if (at > a.last) return false;
            ++at;
        }
        return true;
    }
    void join_full(u32 span) {
        Row& individuals = desk_.by_last[last_word(span)].individuals;
        for (u32 other = individuals.first; other != NOBODY; other = desk_.next_individual[other])
            if (same_person(other, span)) {
                desk_.owner[span] = other;
                return;
            }
        if (const u32 longer = only_one_with_inside(last_word(span)); longer != NOBODY && begins(longer, span)) {
            desk_.owner[span] = longer;
            return;
        }
        desk_.owner[span] = span;
        individuals.add(span, desk_.next_individual);
        const Core& core = desk_.cores[span];
        for (u32 token = core.first + 1; token < core.last; ++token) {
            if (!is_capital(words_[token].shape) || initial(token)) continue;
            Inside& inside = desk_.by_inner[key(token)];
            inside.several = inside.one != NOBODY;
            inside.one = span;
        }
    }
    u32 only_one_with_inside(u64 word) {
        const Inside& inside = desk_.by_inner[word];
        return inside.several ? NOBODY : inside.one;
    }
    // Gabriel García, of Gabriel García Márquez?
    bool begins(u32 longer, u32 shorter) const {
        if (size(shorter) >= size(longer)) return false;
        for (u32 i = 0; i < size(shorter); ++i)
            if (word(longer, i) != word(shorter, i)) return false;
        return true;
    }
    // Of the full names that have its word at the end, or else as the first: the one named last before it, else the first behind it.
    // Somebody's wife or son is who is meant only where nobody else has the name, or behind Mrs.
    void join_short(u32 span) {
        const u64 key = last_word(span);
        Family& family = desk_.by_last[key];
        const u32 named = family.named.nearest(span, desk_.next_by_last);
        const u32 woman = family.women.nearest(span, desk_.next_by_last);
        u32 full = woman != NOBODY && behind_mrs(span) ? woman : named;
        if (full == NOBODY) {
            const u32 man = family.men.nearest(span, desk_.next_by_last);
            full = woman == NOBODY || (man != NOBODY && nearer(man, woman, span)) ? man : woman;
        }
        if (full == NOBODY) full = desk_.by_first[key].nearest(span, desk_.next_by_first);
        if (full == NOBODY) full = only_one_with_inside(key);
        if (full == NOBODY) {
            Row& alone = desk_.alone[key];
            if (alone.first == NOBODY) alone.first = span;
            desk_.owner[span] = alone.first;
        } else {
            desk_.owner[span] = desk_.owner[full];
        }
    }
    static bool nearer(u32 a, u32 b, u32 span) { return (a < span) != (b < span) ? a < span : a < span ? a > b : a < b; }
    bool behind_mrs(u32 span) const {
        static const std::array<u64, 4> WORDS{key_hash("mrs"), key_hash("ms"), key_hash("miss"), key_hash("mme")};
        return spans_[span].first && std::find(WORDS.begin(), WORDS.end(), words_[spans_[span].first - 1].hash) != WORDS.end();
    }
    // "his wife, the actress X": WOMAN.
    u8 kin(u32 span) const {
        static const std::array<u64, 17> WOMEN{key_hash("wife"), key_hash("ex-wife"), key_hash("widow"), key_hash("mother"), key_hash("daughter"),
            key_hash("sister"), key_hash("half-sister"), key_hash("aunt"), key_hash("niece"), key_hash("grandmother"), key_hash("granddaughter"),
            key_hash("girlfriend"), key_hash("fiancee"), key_hash("stepmother"), key_hash("stepdaughter"), key_hash("daughter-in-law"), key_hash("sister-in-law")};
        static const std::array<u64, 17> MEN{key_hash("husband"), key_hash("ex-husband"), key_hash("father"), key_hash("son"), key_hash("brother"),
            key_hash("half-brother"), key_hash("uncle"), key_hash("nephew"), key_hash("cousin"), key_hash("grandfather"), key_hash("grandson"),
            key_hash("boyfriend"), key_hash("fiance"), key_hash("stepfather"), key_hash("stepson"), key_hash("son-in-law"), key_hash("brother-in-law")};
        static const u64 FIRST = key_hash("first"), LADY = key_hash("lady");
        for (i64 at = i64{spans_[span].first} - 1; at >= 0 && i64{spans_[span].first} - at <= 4; --at) {
            const Word& word = words_[at];
            if (word.hash == LADY && at && words_[at - 1].hash == FIRST) return WOMAN;
            if (word.shape == Shape::LOWER) {
                if (std::find(WOMEN.begin(), WOMEN.end(), word.hash) != WOMEN.end()) return WOMAN;
                if (std::find(MEN.begin(), MEN.end(), word.hash) != MEN.end()) return MAN;
            }
            if (word.coarse != ',' && !role_word(at) && !article(at)) return 0;
        }
        return 0;
    }
    Individuals individuals() {
        Individuals made;
        std::vector<u32>& number = desk_.number;
        for (u32 i = 0; i < spans_.size(); ++i) {
            u32& which = number[desk_.owner[i]];
            if (which == NOBODY) {
                which = static_cast<u32>(made.all.size());
                made.all.emplace_back();
            }
            ++made.all[which].mentions.end;
        }
        u32 begin = 0;
        for (Individuals::One& one : made.all) {
            const u32 count = one.mentions.end;
            one.mentions = {begin, begin};
            begin += count;
        }
        made.spans.resize(begin);
        for (u32 i = 0; i < spans_.size(); ++i) made.spans[made.all[number[desk_.owner[i]]].mentions.end++] = i;
        made.bytes.reserve(16 * made.all.size());
        for (Individuals::One& one : made.all) describe(one, made);
        return made;
    }
    void describe(Individuals::One& one, Individuals& made) const {
        one.roles.begin = one.roles.end = static_cast<u32>(made.roles.size());
        u32 best = one.mentions.begin;
        for (u32 at = one.mentions.begin; at < one.mentions.end; ++at) {
            add_roles(spans_[made.spans[at]], one, made);
            if (fullness(made.spans[at]) > fullness(made.spans[best])) best = at;
        }
        const NameSpan span = spans_[made.spans[best]];
        one.name.begin = static_cast<u32>(made.bytes.size());
        add_plain(span, made.bytes);
        one.name.end = static_cast<u32>(made.bytes.size());
        const u32 from = document_.tokens[span.first].begin, to = document_.tokens[span.last].end;
        one.named_by = made.text(one.name) == text_.substr(from, to - from) ? best - one.mentions.begin : NOBODY;
    }
    // Forms in capitals only tell least; then more words tell more, and words more than initials.
    u32 fullness(u32 span) const {
        u32 full = 0;
        bool capitals = true;
        for (u32 token = spans_[span].first; token <= spans_[span].last; ++token) {
            if (words_[token].shape == Shape::MARK) continue;
            full += initial(token) ? 40 : 100;
            capitals &= words_[token].shape == Shape::CAPITALS;
        }
        const u32 bytes = document_.tokens[spans_[span].last].end - document_.tokens[spans_[span].first].begin;
        return (capitals ? 0 : 100'000) + full * 50 + std::min(bytes, 49u);
    }
    // As it is written, without a nickname: Roberto "Hands of Stone" Duran is listed as Roberto Duran.
    void add_plain(NameSpan span, std::string& name) const {
        const std::size_t begin = name.size();
        bool nickname = false, apart = false;
        for (u32 token = span.first; token <= span.last; ++token) {
            const NameToken& one = document_.tokens[token];
            const bool mark = one.shape == Shape::MARK;
            if (mark && document_.tokens[token - 1].shape != Shape::MARK) nickname = !nickname;
            apart |= token > span.first && document_.tokens[token - 1].end < one.begin;
            if (mark || nickname) continue;
            if (apart && name.size() > begin) name += ' ';
            apart = false;
            name += text_.substr(one.begin, one.end - one.begin);
        }
    }

    // "Deputy Foreign Minister X", and "X, the deputy foreign minister".
    void add_roles(NameSpan span, Individuals::One& person, Individuals& made) const {
        i64 from = i64{span.first} - 1;
        while (from >= 0 && i64{span.first} - from <= LONGEST_ROLE && role_word(from)) --from;
        add_role(from + 1, span.first, person, made);
        i64 to = i64{span.last} + 1;
        if (words_[to].coarse != ',') return;
        ++to;
        for (int skipped = 0; skipped < 3 && (article(to) || words_[to].is(NATIONALITY) || words_[to].is(COUNTRY) || words_[to].coarse == 126); ++skipped) ++to;
        i64 end = to;
        while (end - to < LONGEST_ROLE && role_word(end)) ++end;
        add_role(to, end, person, made);
    }
    static constexpr i64 LONGEST_ROLE = 5;
    bool role_word(i64 token) const {
        const Word& word = words_[token];
        return word.shape >= Shape::LOWER && (word.is(TITLE) || word.is(ROLE)) && !word.is(COURTESY);
    }
    bool article(i64 token) const {
        const Word& word = words_[token];
        return word.shape == Shape::LOWER && word.is(FUNCTION) && word.length <= 3;
    }
    void add_role(i64 begin, i64 end, Individuals::One& person, Individuals& made) const {
        while (end > begin && !words_[end - 1].is(TITLE)) --end;
        if (begin >= end) return;
        std::string& bytes = made.bytes;
        Individuals::Piece role{static_cast<u32>(bytes.size()), 0};
        for (i64 token = begin; token < end; ++token) {
            if (token > begin) bytes += ' ';
            const NameToken& one = document_.tokens[static_cast<std::size_t>(token)];
            for (u32 at = one.begin; at < one.key_end; ++at) bytes += text_[at] >= 'A' && text_[at] <= 'Z' ? static_cast<char>(text_[at] + 32) : text_[at];
        }
        role.end = static_cast<u32>(bytes.size());
        for (u32 other = person.roles.begin; other < person.roles.end; ++other)
            if (made.text(made.roles[other]) == made.text(role)) return bytes.resize(role.begin);
        made.roles.push_back(role);
        ++person.roles.end;
    }

    std::string_view text_;
    Surroundings words_;
    const DocumentTokens& document_;
    const std::vector<NameSpan>& spans_;
    Desk& desk_;
};

}  // namespace searchlib::people
