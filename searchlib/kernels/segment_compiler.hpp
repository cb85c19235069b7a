// What of a segment answers a plan? Lists for a conjunction, words for MaxScore, or a tree of matches.
#pragma once
#include "conjunction.hpp"
#include "plan_weights.hpp"

namespace searchlib {

// Compiles weighed plans for a segment, the `s`-th of the search.
class SegmentCompiler {
  public:
    SegmentCompiler(const Segment& segment, u32 s) : segment_(segment), s_(s) {}

    // The words of an AND (or of a single word or phrase) as lists, if it is made of such; what else it holds as nodes.
    struct Flat {
        std::vector<WeightedList> lists;
        std::vector<std::unique_ptr<PhraseMatcher>> phrases;
        std::vector<MatchNodePtr> filters, excluded;
        u32 low = 0, high = 0;
        bool empty = false;
    };
    // False when the plan is made otherwise.
    bool flatten(const Plan& plan, Flat& flat) const {
        switch (plan.kind) {
            case PlanKind::TERM:
                if (!plan.infos[s_][0].df) return flat.empty = true;
                push_word(plan, 0, flat.lists);
                return true;
            case PlanKind::PHRASE: {
                for (const TermInfo& info : plan.infos[s_])
                    if (!info.df) return flat.empty = true;
                push_phrase(plan, flat);
                return true;
            }
            case PlanKind::DAYS: {
                narrow(plan, flat.low, flat.high);
                return true;
            }
            case PlanKind::MENTIONED:
            case PlanKind::GIVEN:
                flat.filters.push_back(node(plan));
                return true;
            case PlanKind::NOT:
                flat.excluded.push_back(node(plan.parts[0]));
                return true;
            case PlanKind::EVERYTHING:
                return true;
            case PlanKind::AND:
                for (const Plan& part : plan.parts)
                    if (!flatten(part, flat)) return false;
                return true;
            default:
                return false;
        }
    }
    std::unique_ptr<Conjunction> conjunction(Flat& flat) const {
        std::vector<PhraseMatcher*> phrases;
        std::vector<MatchNode*> filters, excluded;
        for (const auto& phrase : flat.phrases) phrases.push_back(phrase.get());
        for (const auto& filter : flat.filters) filters.push_back(filter.get());
        for (const auto& filter : flat.excluded) excluded.push_back(filter.get());
        return std::make_unique<Conjunction>(flat.lists, phrases, filters, excluded, segment_.deleted);
    }

    // The words of which any will do, where nothing but days limits them: low..high-1 become the documents of those days.
    const Plan* any_words_within(const Plan& plan, u32& low, u32& high) const {
        if (any_of_words(plan)) return &plan;
        if (plan.kind != PlanKind::AND) return nullptr;
        const Plan* words = nullptr;
        for (const Plan& part : plan.parts) {
            if (part.kind == PlanKind::DAYS) {
                narrow(part, low, high);
            } else if (!words && any_of_words(part)) {
                words = &part;
            } else {
                return nullptr;
            }
        }
        return words;
    }
    std::vector<WeightedList> word_lists(const Plan& words) const {
        std::vector<WeightedList> lists;
        auto add = [&](const Plan& term) {
            if (term.infos[s_][0].df) lists.push_back({ListScan(list_of(term, 0)), term.weights[0]});
        };
        if (words.kind == PlanKind::TERM) add(words);
        for (const Plan& part : words.parts) add(part);
        return lists;
    }

    // Whatever the plan is: what matches, by a tree of nodes.
    MatchNodePtr node(const Plan& plan) const {
        switch (plan.kind) {
            case PlanKind::EVERYTHING: return std::make_unique<DocumentRangeNode>(0, segment_.documents());
            case PlanKind::TERM:
                if (!plan.infos[s_][0].df) break;
                return word_node(plan, 0);
            case PlanKind::ANY_TERM: {
                std::vector<PostingListView> lists;
                for (const TermInfo& info : plan.infos[s_])
                    if (info.df) lists.push_back(segment_.list(info));
                return std::make_unique<AnyTermNode>(lists, plan.weights[0] * FIXED_IMPACT);
            }
            case PlanKind::PHRASE: {
                std::vector<MatchNodePtr> words;
                for (std::size_t i = 0; i < plan.keys.size(); ++i) {
                    if (!plan.infos[s_][i].df) return std::make_unique<NothingNode>();
                    words.push_back(word_node(plan, i));
                }
                auto both = std::make_unique<AndNode>(std::move(words), std::vector<MatchNodePtr>());
                both->phrase = phrase_of(plan);
                return both;
            }
            case PlanKind::AND: {
                std::vector<MatchNodePtr> parts, excluded;
                for (const Plan& part : plan.parts)
                    part.kind == PlanKind::NOT ? excluded.push_back(node(part.parts[0])) : parts.push_back(node(part));
                return std::make_unique<AndNode>(std::move(parts), std::move(excluded));
            }
            case PlanKind::OR: {
                std::vector<MatchNodePtr> parts;
                for (const Plan& part : plan.parts) parts.push_back(node(part));
                return std::make_unique<OrNode>(std::move(parts));
            }
            case PlanKind::NOT: {
                std::vector<MatchNodePtr> excluded;
                excluded.push_back(node(plan.parts[0]));
                return std::make_unique<AndNode>(std::vector<MatchNodePtr>(), std::move(excluded));
            }
            case PlanKind::DAYS: {
                u32 low, high;
                segment_.day_range(plan.first, plan.last, low, high);
                return std::make_unique<DocumentRangeNode>(low, high);
            }
            case PlanKind::ID: {
                const u32 doc = segment_.find_id(plan.key);
                if (doc == NO_DOC) break;
                return std::make_unique<DocumentRangeNode>(doc, doc + 1);
            }
            case PlanKind::MENTIONED:
                return std::make_unique<MentionedDaysNode>(segment_, plan.first, plan.last, plan.meeting);
            case PlanKind::GIVEN: return std::make_unique<GivenNode>(plan.given.at(s_));
            default: break;
        }
        return std::make_unique<NothingNode>();
    }

  private:
    PostingListView list_of(const Plan& plan, std::size_t i) const { return segment_.list(plan.infos[s_][i]); }
    // Leaves of low..high-1 the documents of some days.
    void narrow(const Plan& days, u32& low, u32& high) const {
        u32 first, end;
        segment_.day_range(days.first, days.last, first, end);
        low = std::max(low, first);
        high = std::min(high, end);
    }
    // Its words, with the lists of their pairs, which say more than the words' own.
    void push_phrase(const Plan& plan, Flat& flat) const {
        std::vector<bool> in_pair(plan.keys.size());
        bool all_paired = true;
        for (std::size_t i = 0; i + 1 < plan.keys.size(); ++i) {
            const bool filed = !plan.pairs.empty() && plan.pairs[s_][i].df != NO_PAIR;
            all_paired &= filed;
            if (!filed) continue;
            if (!plan.pairs[s_][i].df) flat.empty = true;
            if (flat.empty) return;
            flat.lists.push_back({ListScan(segment_.list(plan.pairs[s_][i])), 0});
            in_pair[i] = in_pair[i + 1] = true;
        }
        for (std::size_t i = 0; i < plan.keys.size(); ++i) push_word(plan, i, flat.lists, in_pair[i]);
        auto phrase = phrase_of(plan);
        const bool said_by_pair = all_paired && plan.keys.size() == 2 && plan.zone == Zone::ANY;
        if (!phrase->trivial() && !said_by_pair) flat.phrases.push_back(std::move(phrase));
    }
    std::unique_ptr<PhraseMatcher> phrase_of(const Plan& plan) const {
        std::vector<PhraseMatcher::Word> words;
        for (std::size_t i = 0; i < plan.keys.size(); ++i) words.push_back({list_of(plan, i), plan.offsets[i]});
        return std::make_unique<PhraseMatcher>(segment_, words, plan.zone, plan.near, plan.ordered);
    }
    // A word that must be there: its list, or that of a form, which only says where, and its stem's, which says how strongly.
    // Where something else says that it is there (`known`), only the latter is wanted.
    void push_word(const Plan& plan, std::size_t i, std::vector<WeightedList>& lists, bool known = false) const {
        const TermInfo& stem = plan.stems[s_][i];
        if (!stem.df || !known) lists.push_back({ListScan(list_of(plan, i)), stem.df ? 0 : plan.weights[i]});
        if (stem.df) lists.push_back({ListScan(segment_.list(stem)), plan.weights[i]});
    }
    MatchNodePtr word_node(const Plan& plan, std::size_t i) const {
        const TermInfo& stem = plan.stems[s_][i];
        if (!stem.df) return std::make_unique<TermNode>(list_of(plan, i), plan.weights[i]);
        return std::make_unique<FormNode>(list_of(plan, i), segment_.list(stem), plan.weights[i]);
    }
    // Is it one word, or any of several, all with impacts of their own?
    bool any_of_words(const Plan& plan) const {
        if (plan.kind == PlanKind::TERM) return !plan.stems[s_][0].df;
        if (plan.kind != PlanKind::OR) return false;
        for (const Plan& part : plan.parts)
            if (part.kind != PlanKind::TERM || part.stems[s_][0].df) return false;
        return true;
    }

    const Segment& segment_;
    u32 s_;
};

}  // namespace searchlib
