// How are the weights learned? Stochastic gradient of the conditional likelihood with AdaGrad (Duchi, Hazan and Singer, JMLR 2011). Where an
// annotation leaves labels open, a token allows several, and the likelihood sums over them (Tsuboi and others, "Training conditional
// random fields using incomplete annotations", COLING 2008).
//
// The second reading learns from what the first one makes of texts that it has not seen: documents are split into folds, and each fold is
// read with weights learned from the others.
#pragma once
#include <random>
#include <stdexcept>

#include "name_decoder.hpp"

namespace searchlib::people {

constexpr u8 mask_of(u32 label) { return static_cast<u8>(1u << label); }
constexpr u8 NOT_PERSON = mask_of(OUTSIDE) | mask_of(ORGANISATION_NAME) | mask_of(PLACE_NAME) | mask_of(OTHER), ANYTHING = 0xFF;

struct GoldSpan {
    u32 begin, end;  // bytes
    u8 kind;         // 'P'erson, 'O'rganisation, 'L'ocation, 'M'iscellaneous, 'N'o person, '?' anything
};

struct TrainingOptions {
    u32 epochs = 10, evidence_epochs = 8, folds = 3, row_bits = 19, evidence_bits = 14, seed = 1, orders = 1;
    float rate = 0.1f, decay = 1e-5f, dropout = 0.2f;
};

class WeightTable {
  public:
    explicit WeightTable(u32 bits) : bits_(bits), weights(std::size_t{LABELS} << bits), squares(std::size_t{LABELS} << bits, 0) {}
    u32 row(u64 hash) const { return static_cast<u32>(hash >> (64 - bits_)); }

  private:
    u32 bits_;

  public:
    std::vector<float> weights, squares;
};

class NameTrainer {
  public:
    NameTrainer(const u8* lexicon, std::size_t size) : lexicon_bytes_(lexicon, lexicon + size), lexicon_(lexicon_bytes_.data(), size), memo_(lexicon_) {}

    // `open`: what tokens outside all spans may be: 'O' outside, 'N' no person, '?' anything.
    void add(const u8* text, std::size_t size, const std::vector<GoldSpan>& gold, u8 open, float weight) {
        Document document;
        document.weight = weight;
        memo_.read(text, size, tokens_);
        document.words = tokens_.words;
        document.first_run = static_cast<u32>(runs_.size());
        std::vector<u8> masks = masks_of(gold, open);
        const Surroundings words(memo_, tokens_);
        find_runs(memo_, tokens_, [&](Run run) {
            TrainingRun made{run, static_cast<u32>(masks_.size())};
            for (u32 i = run.begin; i < run.end; ++i) masks_.push_back(masks[i]);
            if (!possible(made)) {
                masks_.resize(made.first_token);
                return;
            }
            const RunFacts facts = run_facts(words, lexicon_, run);
            for (u32 i = run.begin; i < run.end; ++i) {
                row_begins_.push_back(rows_.size());
                for (int distance : {0, -1, 1, -2, 2})
                    word_features(words[i64{i} + distance], words.letters(i64{i} + distance), distance, [&](u64 hash) { rows_.push_back(hash >> 32); });
                context_features(words, run, facts, i, [&](u64 hash) { rows_.push_back(hash >> 32); });
            }
            runs_.push_back(made);
        });
        document.end_run = static_cast<u32>(runs_.size());
        documents_.push_back(std::move(document));
    }
    std::size_t runs() const { return runs_.size(); }
    std::size_t tokens() const { return masks_.size(); }

    // Learns everything and returns the model file's bytes.
    Buffer train(const TrainingOptions& options) {
        options_ = options;
        row_begins_.push_back(rows_.size());
        std::vector<Scores32> held_out(masks_.size());
        std::vector<u8> labels(masks_.size());
        for (u32 fold = 0; fold < options.folds; ++fold) {
            First first(options.row_bits);
            learn_first(first, fold);
            for (u32 d = 0; d < documents_.size(); ++d)
                if (d % options_.folds == fold) read_with(first, documents_[d], held_out, labels);
        }
        // Weights depend on the order in which examples came: the mean of several orders is steadier than each.
        First first(options.row_bits), second(options.evidence_bits);
        for (u32 order = 0; order < options.orders; ++order, ++options_.seed) {
            First one(options.row_bits);
            learn_first(one, ~0u);
            first.add(one, 1.0f / options.orders);
        }
        options_.seed = options.seed;
        for (u32 order = 0; order < options.orders; ++order, ++options_.seed) {
            First one(options.evidence_bits);
            learn_second(one, held_out, labels, first.transitions);
            second.add(one, 1.0f / options.orders);
        }
        return file(first, second);
    }

  private:
    using Scores32 = std::array<float, LABELS>;
    struct Document {
        HugeVector<u32> words;
        u32 first_run = 0, end_run = 0;
        float weight = 1;
    };
    struct TrainingRun {
        Run run;
        u32 first_token;  // of masks_ and row_begins_
        u32 size() const { return run.end - run.begin; }
    };
    struct First {
        explicit First(u32 bits) : table(bits) {}
        WeightTable table;
        Transitions<float> transitions, squares;
        // Adds another one's weights, as much of them as `share` says.
        void add(const First& other, float share) {
            for (std::size_t i = 0; i < table.weights.size(); ++i) table.weights[i] += share * other.table.weights[i];
            for (u32 a = 0; a < LABELS; ++a) {
                transitions.first[a] += share * other.transitions.first[a], transitions.last[a] += share * other.transitions.last[a];
                for (u32 b = 0; b < LABELS; ++b) transitions.between[a][b] += share * other.transitions.between[a][b];
            }
        }
    };

    std::vector<u8> masks_of(const std::vector<GoldSpan>& gold, u8 open) const {
        const u8 outside = open == '?' ? ANYTHING : open == 'N' ? NOT_PERSON : mask_of(OUTSIDE);
        std::vector<u8> masks(tokens_.tokens.size(), outside);
        std::size_t token = 0;
        for (const GoldSpan& span : gold) {
            while (token < masks.size() && tokens_.tokens[token].end <= span.begin) ++token;
            std::size_t last = token;
            while (last < masks.size() && tokens_.tokens[last].begin < span.end) ++last;
            if (last == token) continue;
            for (std::size_t i = token; i < last; ++i) {
                switch (span.kind) {
                    case 'P':
                        masks[i] = mask_of(last - token == 1 ? ONE : i == token ? BEGIN : i + 1 == last ? LAST : INSIDE);
                        break;
                    case 'O': masks[i] = mask_of(ORGANISATION_NAME); break;
                    case 'L': masks[i] = mask_of(PLACE_NAME); break;
                    case 'M': masks[i] = mask_of(OTHER); break;
                    case 'N': masks[i] = NOT_PERSON; break;
                    default: masks[i] = ANYTHING;
                }
            }
            token = last;
        }
        return masks;
    }
    // Is there a labelling that the masks allow? (A person may reach out of a run, as in a name in lower case.)
    bool possible(const TrainingRun& run) const {
        u8 live = 0;
        for (u32 i = 0; i < run.size(); ++i) {
            u8 next = 0;
            for (u32 label = 0; label < LABELS; ++label) {
                if (!(masks_[run.first_token + i] >> label & 1)) continue;
                bool reached = i == 0 && !continues(label);
                for (u32 before = 0; before < LABELS && i > 0; ++before) reached |= (live >> before & 1) && may_follow(before, label);
                if (reached) next |= mask_of(label);
            }
            live = next;
        }
        for (u32 label = 0; label < LABELS; ++label)
            if ((live >> label & 1) && !opens(label)) return true;
        return false;
    }

    template <class RowsOf>
    void add_scores(const WeightTable& table, RowsOf&& rows, Scores32& scores) const {
        rows([&](u32 row) {
            const float* weights = table.weights.data() + std::size_t{row} * LABELS;
            for (u32 label = 0; label < LABELS; ++label) scores[label] += weights[label];
        });
    }

    // Probabilities of labels and of neighbours under the masks (or all labels); returns false when nothing is possible.
    struct Lattice {
        std::vector<Scores32> forward, backward, node;
        float edges[LABELS][LABELS];
        float first[LABELS], last[LABELS];
    };
    void forward_backward(const std::vector<Scores32>& scores, const u8* masks, const Transitions<float>& exponentials, Lattice& lattice) const {
        const u32 count = static_cast<u32>(scores.size());
        lattice.forward.resize(count), lattice.backward.resize(count), lattice.node.resize(count);
        std::memset(lattice.edges, 0, sizeof lattice.edges);
        std::vector<Scores32>& local = local_;
        local.resize(count);
        for (u32 i = 0; i < count; ++i) {
            const float most = *std::max_element(scores[i].begin(), scores[i].end());
            for (u32 label = 0; label < LABELS; ++label)
                local[i][label] = !masks || (masks[i] >> label & 1) ? std::exp(scores[i][label] - most) + 1e-30f : 0.0f;
        }
        auto scale = [](Scores32& row) {
            float sum = 0;
            for (float one : row) sum += one;
            for (float& one : row) one /= sum;
        };
        for (u32 label = 0; label < LABELS; ++label)
            lattice.forward[0][label] = continues(label) ? 0 : local[0][label] * exponentials.first[label];
        scale(lattice.forward[0]);
        for (u32 i = 1; i < count; ++i) {
            for (u32 label = 0; label < LABELS; ++label) {
                float sum = 0;
                for (u32 before = 0; before < LABELS; ++before) sum += lattice.forward[i - 1][before] * exponentials.between[before][label];
                lattice.forward[i][label] = sum * local[i][label];
            }
            scale(lattice.forward[i]);
        }
        for (u32 label = 0; label < LABELS; ++label) lattice.backward[count - 1][label] = opens(label) ? 0 : exponentials.last[label];
        for (u32 i = count - 1; i-- > 0;) {
            for (u32 label = 0; label < LABELS; ++label) {
                float sum = 0;
                for (u32 next = 0; next < LABELS; ++next)
                    sum += exponentials.between[label][next] * local[i + 1][next] * lattice.backward[i + 1][next];
                lattice.backward[i][label] = sum;
            }
            scale(lattice.backward[i]);
        }
        for (u32 i = 0; i < count; ++i) {
            for (u32 label = 0; label < LABELS; ++label) lattice.node[i][label] = lattice.forward[i][label] * lattice.backward[i][label];
            scale(lattice.node[i]);
        }
        for (u32 i = 1; i < count; ++i) {
            float sum = 0, edges[LABELS][LABELS];
            for (u32 before = 0; before < LABELS; ++before)
                for (u32 label = 0; label < LABELS; ++label)
                    sum += edges[before][label] = lattice.forward[i - 1][before] * exponentials.between[before][label] * local[i][label] * lattice.backward[i][label];
            for (u32 before = 0; before < LABELS; ++before)
                for (u32 label = 0; label < LABELS; ++label) lattice.edges[before][label] += edges[before][label] / sum;
        }
        for (u32 label = 0; label < LABELS; ++label) lattice.first[label] = lattice.node[0][label], lattice.last[label] = lattice.node[count - 1][label];
    }
    static Transitions<float> exponentials_of(const Transitions<float>& transitions) {
        Transitions<float> out;
        for (u32 a = 0; a < LABELS; ++a) {
            out.first[a] = continues(a) ? 0 : std::exp(transitions.first[a]);
            out.last[a] = opens(a) ? 0 : std::exp(transitions.last[a]);
            for (u32 b = 0; b < LABELS; ++b) out.between[a][b] = may_follow(a, b) ? std::exp(transitions.between[a][b]) : 0;
        }
        return out;
    }
    void step(float& weight, float& square, float gradient) const {
        gradient += options_.decay * weight;
        square += gradient * gradient;
        weight -= options_.rate * gradient / (std::sqrt(square) + 1e-6f);
    }
    // One step for a run whose scores are given; `rows(i, each)` calls each(row) for a token's features.
    template <class RowsOf>
    void learn(First& first, const TrainingRun& run, const std::vector<Scores32>& scores, float weight, RowsOf&& rows) {
        const u8* masks = masks_.data() + run.first_token;
        const Transitions<float> exponentials = exponentials_of(first.transitions);
        forward_backward(scores, nullptr, exponentials, free_);
        forward_backward(scores, masks, exponentials, held_);
        for (u32 i = 0; i < run.size(); ++i) {
            Scores32 gradient;
            bool moves = false;
            for (u32 label = 0; label < LABELS; ++label) {
                gradient[label] = weight * (free_.node[i][label] - held_.node[i][label]);
                moves |= std::abs(gradient[label]) > 1e-4f;
            }
            if (!moves) continue;
            rows(i, [&](u32 row) {
                float* weights = first.table.weights.data() + std::size_t{row} * LABELS;
                float* squares = first.table.squares.data() + std::size_t{row} * LABELS;
                for (u32 label = 0; label < LABELS; ++label) step(weights[label], squares[label], gradient[label]);
            });
        }
        for (u32 a = 0; a < LABELS; ++a) {
            step(first.transitions.first[a], first.squares.first[a], weight * (free_.first[a] - held_.first[a]));
            step(first.transitions.last[a], first.squares.last[a], weight * (free_.last[a] - held_.last[a]));
            for (u32 b = 0; b < LABELS; ++b)
                if (may_follow(a, b)) step(first.transitions.between[a][b], first.squares.between[a][b], weight * (free_.edges[a][b] - held_.edges[a][b]));
        }
    }
    template <class Each>
    void each_row(const WeightTable& table, u32 token, bool drop, u32 bits, Each&& each) const {
        (void)table;
        const std::size_t begin = row_begins_[token] + (drop ? LEXICAL_FEATURES : 0);
        for (std::size_t at = begin; at < row_begins_[token + 1]; ++at) each(rows_[at] >> (32 - bits));
    }
    void learn_first(First& first, u32 without) {
        std::vector<std::pair<u32, float>> order;
        for (u32 d = 0; d < documents_.size(); ++d)
            if (d % options_.folds != without)
                for (u32 r = documents_[d].first_run; r < documents_[d].end_run; ++r) order.emplace_back(r, documents_[d].weight);
        std::mt19937 random(options_.seed);
        std::vector<Scores32> scores;
        std::vector<u8> drop;
        for (u32 epoch = 0; epoch < options_.epochs; ++epoch) {
            shuffle(order, random);
            for (const auto& [r, weight] : order) {
                const TrainingRun& run = runs_[r];
                scores.assign(run.size(), Scores32{});
                drop.assign(run.size(), 0);
                for (u32 i = 0; i < run.size(); ++i) {
                    drop[i] = (random() >> 8) * (1.0f / (1 << 24)) < options_.dropout;
                    add_scores(first.table, [&](auto&& each) { each_row(first.table, run.first_token + i, drop[i], options_.row_bits, each); }, scores[i]);
                }
                learn(first, run, scores, weight, [&](u32 i, auto&& each) { each_row(first.table, run.first_token + i, drop[i], options_.row_bits, each); });
            }
        }
    }
    void read_with(const First& first, const Document& document, std::vector<Scores32>& held_out, std::vector<u8>& labels) {
        const Transitions<i16> transitions = quantised(first.transitions);
        for (u32 r = document.first_run; r < document.end_run; ++r) {
            const TrainingRun& run = runs_[r];
            std::vector<Scores> whole(run.size());
            for (u32 i = 0; i < run.size(); ++i) {
                Scores32& scores = held_out[run.first_token + i];
                scores.fill(0);
                add_scores(first.table, [&](auto&& each) { each_row(first.table, run.first_token + i, false, options_.row_bits, each); }, scores);
                for (u32 label = 0; label < LABELS; ++label) whole[i][label] = static_cast<i32>(std::lround(scores[label] * UNIT));
            }
            viterbi_.run(whole.data(), run.size(), transitions, labels.data() + run.first_token);
        }
    }
    void learn_second(First& second, const std::vector<Scores32>& held_out, const std::vector<u8>& labels, const Transitions<float>& transitions) {
        second.transitions = transitions;
        // Rows of evidence features do not change from epoch to epoch.
        std::vector<u32> rows;
        std::vector<std::size_t> begins;
        Evidence evidence;
        DocumentTokens document;
        std::vector<std::pair<u32, float>> order;
        for (const Document& one : documents_) {
            document.words = one.words;
            const Surroundings words(memo_, document);
            evidence.clear();
            for (u32 r = one.first_run; r < one.end_run; ++r) {
                evidence.enter(words, runs_[r].run);
                evidence.count(r - one.first_run, labels.data() + runs_[r].first_token, 1);
            }
            for (u32 r = one.first_run; r < one.end_run; ++r) {
                const TrainingRun& run = runs_[r];
                order.emplace_back(r, one.weight);
                const Word& left = words[i64{run.run.begin} - 1];
                evidence.look_around(r - one.first_run, labels.data() + run.first_token, [&](u32 i, const EvidenceFacts& facts) {
                    begins.push_back(rows.size());
                    const auto put = [&](u64 hash) { rows.push_back(second.table.row(hash)); };
                    evidence_features(facts, words[run.run.begin + i], left, put, put);
                    wider_evidence_features(facts, put);
                });
            }
        }
        begins.push_back(rows.size());
        std::mt19937 random(options_.seed);
        std::vector<Scores32> scores;
        for (u32 epoch = 0; epoch < options_.evidence_epochs; ++epoch) {
            shuffle(order, random);
            for (const auto& [r, weight] : order) {
                const TrainingRun& run = runs_[r];
                auto rows_of = [&](u32 i, auto&& each) {
                    for (std::size_t at = begins[run.first_token + i]; at < begins[run.first_token + i + 1]; ++at) each(rows[at]);
                };
                scores.assign(held_out.begin() + run.first_token, held_out.begin() + run.first_token + run.size());
                for (u32 i = 0; i < run.size(); ++i) add_scores(second.table, [&](auto&& each) { rows_of(i, each); }, scores[i]);
                learn(second, run, scores, weight, rows_of);
            }
        }
    }
    // std::shuffle differs between standard libraries; a model must not.
    static void shuffle(std::vector<std::pair<u32, float>>& order, std::mt19937& random) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    }

    static constexpr float UNIT = 24;
    static i32 rounded(float weight, i32 most) { return std::clamp(static_cast<i32>(std::lround(weight * UNIT)), -most, most); }
    static Transitions<i16> quantised(const Transitions<float>& from) {
        Transitions<i16> out;
        for (u32 a = 0; a < LABELS; ++a) {
            out.first[a] = static_cast<i16>(rounded(from.first[a], 30000)), out.last[a] = static_cast<i16>(rounded(from.last[a], 30000));
            for (u32 b = 0; b < LABELS; ++b) out.between[a][b] = static_cast<i16>(rounded(from.between[a][b], 30000));
        }
        return out;
    }
    Buffer file(const First& first, const First& second) const {
        Buffer body;
        body.put<u32>(options_.row_bits);
        body.put<u32>(options_.evidence_bits);
        body.put<u32>(static_cast<u32>(UNIT));
        body.put<u32>(static_cast<u32>(lexicon_bytes_.size()));
        body.put(quantised(first.transitions));
        body.put(quantised(second.transitions));
        for (const First* one : {&first, &second})
            for (float weight : one->table.weights) body.put(static_cast<signed char>(rounded(weight, 127)));
        body.put_array(lexicon_bytes_);
        Buffer out;
        out.put_bytes(MODEL_MAGIC, 8);
        out.put<u32>(MODEL_VERSION);
        out.put<u32>(page_checksum(body.data(), body.size()));
        out.put_bytes(body.data(), body.size());
        return out;
    }

    std::vector<u8> lexicon_bytes_;
    NameLexicon lexicon_;
    WordMemo memo_;
    DocumentTokens tokens_;
    std::vector<Document> documents_;
    std::vector<TrainingRun> runs_;
    std::vector<u8> masks_;
    std::vector<std::size_t> row_begins_;
    std::vector<u32> rows_;
    TrainingOptions options_;
    Viterbi viterbi_;
    Lattice free_, held_;
    mutable std::vector<Scores32> local_;
};

}  // namespace searchlib::people
