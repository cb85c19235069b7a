// Which persons does a text name, and where? Tokens → runs of capitalised words → first reading → evidence → second reading.
#pragma once
#include "name_evidence.hpp"
#include "name_model.hpp"

namespace searchlib::people {

struct NameSpan {
    u32 first, last;  // tokens, both included
};

// Keeps what it learned of words between texts; not for use by two threads at once.
class NameDecoder {
  public:
    explicit NameDecoder(std::shared_ptr<const Model> model) : model_(std::move(model)), memo_(model_->lexicon) {}

    // Finds the spans of persons; they, `document` and `memo` stay valid until the next call.
    void decode(const u8* text, std::size_t size) {
        if (memo_.size() > MOST_WORDS) memo_.forget();
        memo_.read(text, size, document);
        const Surroundings words(memo_, document);
        runs_.clear();
        find_runs(memo_, document, [this](Run run) { runs_.push_back(run); });
        score(words);
        read_first(words);
        read_again(words);
        join_nicknames(words);
    }
    const std::vector<NameSpan>& spans() const { return spans_; }
    const WordMemo& memo() const { return memo_; }
    DocumentTokens document;

  private:
    // Titles and nationalities are no part of a name, unless they are usual given names (Dean, Earl, German) that no title follows.
    static NameSpan without_title(const Surroundings& words, NameSpan span) {
        constexpr u32 BEFORE_NAMES = 1u << COURTESY | 1u << TITLE | 1u << ROLE | 1u << NATIONALITY;
        const auto title = [&](u32 at) { return (words[at].classes & BEFORE_NAMES) && given_usage(words[at].usage) < 3; };
        const auto of_title = [&](u32 at) {  // French President, US President
            const bool letters = words[at].shape == Shape::CAPITALS && words[at].length <= 3;
            return (letters || words[at].is(COUNTRY) || words[at].is(NATIONALITY)) && title(at + 1);
        };
        const auto state = [&](u32 at) { return words[at].shape == Shape::INITIALS && words[at].is(PLACE); };  // Buffalo, N.Y. Slepian …
        while (span.first < span.last && (title(span.first) || of_title(span.first) || state(span.first))) ++span.first;
        return span;
    }
    // No name: initials alone (as in ticker symbols), phrases that the lexicon knows as something else (Fannie Mae, Santa Clara), a title, nation
    // or country alone, and a month before what is traded in it (December bonds), unless people bear that word as a name.
    void keep(const Surroundings& words, NameSpan span) {
        constexpr u32 NOBODY = 1u << COURTESY | 1u << TITLE | 1u << NATIONALITY | 1u << COUNTRY | 1u << MONTH | 1u << WEEKDAY;
        bool initials = true;
        u64 phrase = words[span.first].hash;
        for (u32 at = span.first; at <= span.last; ++at) {
            initials &= words[at].shape == Shape::INITIALS || words[at].shape == Shape::LETTER;
            if (at > span.first) phrase = join_hashes(phrase, words[at].hash);
        }
        const Word& first = words[span.first];
        const bool borne = given_usage(first.usage) > 1 || surname_usage(first.usage) > 1;
        const bool dated = (first.is(MONTH) || first.is(WEEKDAY)) && given_usage(first.usage) < 2;
        // New York-based: "New" and "York-based" are no more a name than a place.
        const Word& behind = words[span.last + 1];
        const bool compound = behind.shape == Shape::LOWER && words.letters(span.last + 1).surface != behind.hash && document.tokens[span.last + 1].end - document.tokens[span.last + 1].begin > 6;
        if (initials || compound || (span.last > span.first ? dated || model_->lexicon.classes(phrase) != 0 : (first.classes & NOBODY) && !borne)) return;
        spans_.push_back(span);
    }
    // Roberto "Hands of Stone" Duran is one name: what stands in quotation marks within it does not part it.
    void join_nicknames(const Surroundings& words) {
        std::size_t kept = 0;
        for (std::size_t at = 0; at < spans_.size(); ++at) {
            NameSpan span = spans_[at];
            while (const std::size_t reached = past_nickname(words, at, span.last)) {
                at = reached;
                span.last = spans_[at].last;
            }
            spans_[kept++] = span;
        }
        spans_.resize(kept);
    }
    // The span that goes on behind a nickname which begins behind token `last`, or 0.
    std::size_t past_nickname(const Surroundings& words, std::size_t at, u32 last) const {
        u32 marks = 0;
        u32 token = last + 1;
        while (quotation(words, token)) ++token, ++marks;
        if (!marks || !is_capital(words[token].shape)) return 0;
        const u32 begin = token;
        while (token - begin < LONGEST_NICKNAME && words[token].shape >= Shape::LOWER) ++token;
        marks = 0;
        while (quotation(words, token)) ++token, ++marks;
        if (!marks) return 0;
        for (std::size_t next = at + 1; next < spans_.size() && spans_[next].first <= token; ++next)
            if (spans_[next].first == token) return next;
        return 0;
    }
    bool quotation(const Surroundings& words, u32 token) const {
        const u32 mark = words[token].coarse;
        return token < document.tokens.size() && (mark == '"' || mark == '`' || mark == '\'' || mark == 125);
    }
    static constexpr u32 LONGEST_NICKNAME = 4;
    static constexpr u32 MOST_WORDS = 200'000, MOST_CONTEXT_FEATURES = 32;

    // The scores of all tokens of all runs. The rows of weights lie all over the table: those of a token are asked for while its neighbour's,
    // which have come by then, are added up.
    void score(const Surroundings& words) {
        std::size_t tokens = 0;
        for (const Run run : runs_) tokens += run.end - run.begin;
        scores_.resize(tokens);
        labels_.resize(tokens);
        Asked asked[2];
        std::size_t at = 0;
        for (std::size_t r = 0; r < runs_.size(); ++r) {
            const Run run = runs_[r];
            if (r + 1 < runs_.size()) prefetch(words, runs_[r + 1]);
            const RunFacts facts = run_facts(words, model_->lexicon, run);
            for (u32 token = run.begin; token < run.end; ++token, ++at) {
                Asked& one = asked[at % 2];
                u32 count = 0;
                context_features(words, run, facts, token, [&, rows = model_->rows, shift = 64 - model_->row_bits](u64 hash) {
                    const signed char* row = rows + (hash >> shift) * LABELS;
                    __builtin_prefetch(row);
                    one.rows[count++] = row;
                });
                one.count = count;
                one.own = own_sums(words, token);
                if (at) scores_[at - 1] = asked[(at - 1) % 2].scores();
            }
        }
        if (at) scores_[at - 1] = asked[(at - 1) % 2].scores();
    }
    void prefetch(const Surroundings& words, Run run) const {
        for (i64 at = i64{run.begin} - REACH; at < i64{run.end} + REACH; ++at) memo_.prefetch(words.id(at));
    }
    struct Asked {
        const signed char* rows[MOST_CONTEXT_FEATURES];
        u32 count;
        LabelAdder own;
        Scores scores() const {
            LabelAdder adder = own;
            // Two at a time: they are many, and a step of this loop costs as much as an addition.
            for (u32 i = 0; i + 1 < count; i += 2) adder.add(rows[i]), adder.add(rows[i + 1]);
            if (count % 2) adder.add(rows[count - 1]);
            const LabelSums sums = adder.sums();
            Scores made;
            for (u32 label = 0; label < LABELS; ++label) made[label] = sums.of[label];
            return made;
        }
    };
    // What the words around a token say, each by itself.
    LabelAdder own_sums(const Surroundings& words, u32 token) {
        LabelAdder adder;
        for (int distance = -REACH; distance <= REACH; ++distance)
            adder.add(memo_.sums(words.id(i64{token} + distance), [this](const Word& word, const WordLetters& letters, WordSums& sums) { sum(word, letters, sums); }).at[distance + REACH]);
        return adder;
    }
    void sum(const Word& word, const WordLetters& letters, WordSums& sums) const {
        for (int distance = -REACH; distance <= REACH; ++distance) {
            LabelAdder adder;
            word_features(word, letters, distance, [&](u64 hash) { adder.add(model_->row(hash)); });
            sums.at[distance + REACH] = adder.sums();
        }
    }

    void read_first(const Surroundings& words) {
        evidence_.clear();
        std::size_t at = 0;
        for (u32 r = 0; r < runs_.size(); ++r) {
            const u32 count = runs_[r].end - runs_[r].begin;
            viterbi_.run(scores_.data() + at, count, model_->transitions[0], labels_.data() + at);
            evidence_.enter(words, runs_[r]);
            evidence_.count(r, labels_.data() + at, 1);
            at += count;
        }
    }
    // Runs that share a word with one that now has other persons are read once more.
    void read_again(const Surroundings& words) {
        second_.resize(labels_.size());
        changed_.clear();
        std::size_t at = 0;
        for (u32 r = 0; r < runs_.size(); at += size(r++)) {
            read_with_evidence(words, r, at);
            bool same = true;
            for (std::size_t i = at; i < at + size(r); ++i) same &= labels_[i] == second_[i] || !(of_person(labels_[i]) || of_person(second_[i]));
            if (!same) changed_.emplace_back(r, at);
        }
        if (!changed_.empty()) {
            for (const auto& [r, from] : changed_) {
                evidence_.recount(r, &labels_[from], &second_[from]);
                std::copy_n(&second_[from], size(r), &labels_[from]);
            }
            at = 0;
            for (u32 r = 0; r < runs_.size(); at += size(r++))
                if (evidence_.marked(r)) read_with_evidence(words, r, at);
        }
        spans_.clear();
        at = 0;
        for (u32 r = 0; r < runs_.size(); at += size(r++))
            for (u32 i = 0, first = 0; i < size(r); ++i) {
                const u8 label = second_[at + i];
                if (label == BEGIN || label == ONE) first = i;
                if (label == LAST || label == ONE) keep(words, without_title(words, {runs_[r].begin + first, runs_[r].begin + i}));
            }
    }
    static bool of_person(u32 label) { return label >= BEGIN && label <= ONE; }
    u32 size(u32 run) const { return runs_[run].end - runs_[run].begin; }
    void read_with_evidence(const Surroundings& words, u32 r, std::size_t at) {
        const Run run = runs_[r];
        const Word& left = words[i64{run.begin} - 1];
        if (with_evidence_.size() < size(r)) with_evidence_.resize(size(r));
        evidence_.look_around(r, labels_.data() + at, [&](u32 i, const EvidenceFacts& facts) {
            const Word& word = words[run.begin + i];
            LabelAdder adder;
            adder.add(counted(facts, word, left));
            adder.add(wider(facts));
            evidence_features(facts, word, left, [](u64) {}, [&](u64 hash) { adder.add(model_->evidence_row(hash)); });
            const LabelSums sums = adder.sums();
            for (u32 label = 0; label < LABELS; ++label) with_evidence_[i][label] = scores_[at + i][label] + sums.of[label];
        });
        viterbi_.run(with_evidence_.data(), size(r), model_->transitions[1], second_.data() + at);
    }
    // Most tokens have facts that many others had before: the weights of what follows from them are added up once and kept.
    const LabelSums& counted(const EvidenceFacts& facts, const Word& word, const Word& left) {
        return remembered(counted_, facts.packed(), [&](auto put) { evidence_features(facts, word, left, put, [](u64) {}); });
    }
    const LabelSums& wider(const EvidenceFacts& facts) {
        return remembered(wider_, facts.packed_wider(), [&](auto put) { wider_evidence_features(facts, put); });
    }
    static constexpr u32 COUNTED_BITS = 11;
    struct Counted {
        u64 key = ~u64{0};
        LabelSums sums;
    };
    // The weights of what features(put) puts, which follows from the key alone.
    template <class Features>
    const LabelSums& remembered(std::vector<Counted>& table, u64 key, Features features) const {
        Counted& known = table[key * 0x9E3779B97F4A7C15u >> (64 - COUNTED_BITS)];
        if (known.key != key) {
            LabelAdder adder;
            features([&](u64 hash) { adder.add(model_->evidence_row(hash)); });
            known = {key, adder.sums()};
        }
        return known.sums;
    }

    std::shared_ptr<const Model> model_;
    WordMemo memo_;
    Viterbi viterbi_;
    Evidence evidence_;
    std::vector<Counted> counted_ = std::vector<Counted>(std::size_t{1} << COUNTED_BITS), wider_ = counted_;
    std::vector<Run> runs_;
    std::vector<Scores> scores_, with_evidence_;
    std::vector<u8> labels_, second_;
    std::vector<std::pair<u32, std::size_t>> changed_;  // runs that the second reading reads otherwise, and their first tokens
    std::vector<NameSpan> spans_;
};

}  // namespace searchlib::people
