// Which mentions in one text are of one person? A name in full stands for itself; a surname, a given name or the tail of a name alone joins
// the full name that has it: the one named last before it, or else the first behind it. Initials agree with the names they begin.
//
// Not for: telling two people of one name apart, or joining people across texts.
#pragma once
#include <algorithm>
#include <string>
#include <unordered_map>

#include "name_decoder.hpp"

namespace searchlib::people {

struct Individual {
    std::string name;                // its fullest form
    std::vector<u32> spans;          // numbers of spans, in reading order
    std::vector<std::string> roles;  // in lower case, each once
};

class NameIdentity {
  public:
    NameIdentity(std::string_view text, const WordMemo& memo, const DocumentTokens& document, const std::vector<NameSpan>& spans)
        : text_(text), words_(memo, document), document_(document), spans_(spans) {}

    // Individuals in the order of their first mention.
    std::vector<Individual> group() {
        const u32 count = static_cast<u32>(spans_.size());
        cores_.resize(count);
        for (u32 i = 0; i < count; ++i) cores_[i] = core(spans_[i]);
        owner_.assign(count, NOBODY);
        std::vector<u32> order;
        for (u32 i = 0; i < count; ++i)
            if (size(i) > 1) order.push_back(i);
        std::stable_sort(order.begin(), order.end(), [this](u32 a, u32 b) { return size(a) > size(b); });
        for (const u32 span : order) join_full(span);
        for (auto* const index : {&by_word_, &by_first_})
            for (auto& [word, members] : *index) std::sort(members.begin(), members.end());
        for (u32 i = 0; i < count; ++i)
            if (size(i) == 1) join_short(i);
        return individuals();
    }

  private:
    static constexpr u32 NOBODY = 0xFFFFFFFFu;
    struct Core {
        u32 first, last;  // tokens, without Jr and III
    };

    Core core(NameSpan span) const {
        Core core{span.first, span.last};
        while (core.last > core.first && words_[core.last].is(SUFFIX)) --core.last;
        return core;
    }
    u32 size(u32 span) const { return cores_[span].last - cores_[span].first + 1; }
    u64 word(u32 span, u32 at) const { return words_[cores_[span].first + at].hash; }
    u64 last_word(u32 span) const { return words_[cores_[span].last].hash; }

    // Do two words of a name agree: the same, or one the initial of the other?
    bool agree(u32 a, u32 b) const {
        if (words_[a].hash == words_[b].hash) return true;
        const bool a_initial = initial(a), b_initial = initial(b);
        if (!a_initial && !b_initial) return false;
        return letter(a) == letter(b);
    }
    bool initial(u32 token) const { return words_[token].shape == Shape::INITIALS || words_[token].shape == Shape::LETTER; }
    char letter(u32 token) const { return text_[document_.tokens[token].begin]; }

    // Is the shorter name a form of the longer: its tail, or its words with some in the middle left out?
    bool same_person(u32 longer, u32 shorter) const {
        const Core &a = cores_[longer], &b = cores_[shorter];
        if (words_[a.last].hash != words_[b.last].hash) {
            return size(longer) == size(shorter) && size(longer) == 2 && words_[a.first].hash == words_[b.last].hash && words_[a.last].hash == words_[b.first].hash;
        }
        const u32 sizes[2] = {size(longer), size(shorter)};
        bool tail = true;
        for (u32 i = 0; i < sizes[1]; ++i) tail &= words_[a.last - i].hash == words_[b.last - i].hash;
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
        const auto found = by_word_.find(last_word(span));
        if (found != by_word_.end())
            for (const u32 other : found->second)
                if (owner_[other] == other && same_person(other, span)) {
                    owner_[span] = other;
                    break;
                }
        if (owner_[span] == NOBODY) owner_[span] = span;
        by_word_[last_word(span)].push_back(span);
        by_first_[word(span, 0)].push_back(span);
    }
    // Of the full names that have a word: the one named last before a mention, else the first behind it.
    u32 nearest(const std::unordered_map<u64, std::vector<u32>>& index, u64 key, u32 span) const {
        const auto found = index.find(key);
        if (found == index.end()) return NOBODY;
        const auto behind = std::lower_bound(found->second.begin(), found->second.end(), span);
        return behind == found->second.begin() ? *behind : behind[-1];
    }
    void join_short(u32 span) {
        const u64 key = last_word(span);
        u32 full = nearest(by_word_, key, span);
        if (full == NOBODY) full = nearest(by_first_, key, span);
        if (full == NOBODY) {
            const auto [alone, fresh] = alone_.try_emplace(key, span);
            owner_[span] = alone->second;
        } else {
            owner_[span] = owner_[full];
        }
    }
    std::vector<Individual> individuals() {
        std::vector<Individual> made;
        std::vector<u32> number(spans_.size(), NOBODY);
        for (u32 i = 0; i < spans_.size(); ++i) {
            u32& which = number[owner_[i]];
            if (which == NOBODY) {
                which = static_cast<u32>(made.size());
                made.emplace_back();
            }
            Individual& one = made[which];
            one.spans.push_back(i);
            add_roles(spans_[i], one.roles);
        }
        for (Individual& one : made) {
            u32 best = one.spans[0];
            for (const u32 span : one.spans)
                if (fullness(span) > fullness(best)) best = span;
            one.name = plain(spans_[best]);
        }
        return made;
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
    std::string plain(NameSpan span) const {
        std::string name;
        bool nickname = false, apart = false;
        for (u32 token = span.first; token <= span.last; ++token) {
            const NameToken& one = document_.tokens[token];
            const bool mark = one.shape == Shape::MARK;
            if (mark && document_.tokens[token - 1].shape != Shape::MARK) nickname = !nickname;
            apart |= token > span.first && document_.tokens[token - 1].end < one.begin;
            if (mark || nickname) continue;
            if (apart && !name.empty()) name += ' ';
            apart = false;
            name += text_.substr(one.begin, one.end - one.begin);
        }
        return name;
    }

    // "Deputy Foreign Minister X", and "X, the deputy foreign minister".
    void add_roles(NameSpan span, std::vector<std::string>& roles) const {
        i64 from = i64{span.first} - 1;
        while (from >= 0 && i64{span.first} - from <= LONGEST_ROLE && role_word(from)) --from;
        add_role(from + 1, span.first, roles);
        i64 to = i64{span.last} + 1;
        if (words_[to].coarse != ',') return;
        ++to;
        for (int skipped = 0; skipped < 3 && (article(to) || words_[to].is(NATIONALITY) || words_[to].is(COUNTRY) || words_[to].coarse == 126); ++skipped) ++to;
        i64 end = to;
        while (end - to < LONGEST_ROLE && role_word(end)) ++end;
        add_role(to, end, roles);
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
    void add_role(i64 begin, i64 end, std::vector<std::string>& roles) const {
        while (end > begin && !words_[end - 1].is(TITLE)) --end;
        if (begin >= end) return;
        std::string role;
        for (i64 token = begin; token < end; ++token) {
            if (!role.empty()) role += ' ';
            const NameToken& one = document_.tokens[static_cast<std::size_t>(token)];
            for (u32 at = one.begin; at < one.key_end; ++at) role += text_[at] >= 'A' && text_[at] <= 'Z' ? static_cast<char>(text_[at] + 32) : text_[at];
        }
        if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(std::move(role));
    }

    std::string_view text_;
    Surroundings words_;
    const DocumentTokens& document_;
    const std::vector<NameSpan>& spans_;
    std::vector<Core> cores_;
    std::vector<u32> owner_;
    std::unordered_map<u64, std::vector<u32>> by_word_, by_first_;
    std::unordered_map<u64, u32> alone_;
};

}  // namespace searchlib::people
