// I have a plan and a snapshot; which documents answer it, in what order? Compiles the plan for each segment and picks
// the algorithm: MaxScore for any-of-words, a conjunction for all-of-words, the match tree for everything else.
#pragma once
#include <tuple>

#include "conjunction.hpp"
#include "day_index.hpp"
#include "impact.hpp"
#include "word_pairs.hpp"

namespace searchlib {

enum class PlanKind : u8 { NOTHING, EVERYTHING, TERM, ANY_TERM, PHRASE, AND, OR, NOT, DAYS, MENTIONED, ID, GIVEN };

// A query as the kernels see it: keys of the term dictionary instead of words.
struct Plan {
    PlanKind kind = PlanKind::NOTHING;
    std::string key;                 // TERM, ID
    std::vector<std::string> keys;   // ANY_TERM, PHRASE
    std::vector<u32> offsets;        // PHRASE: each word's distance from the first
    std::vector<Plan> parts;         // AND, OR, NOT (one)
    Zone zone = Zone::ANY;           // PHRASE
    u32 near = 0;                    // PHRASE: 0 = exact
    bool ordered = false;
    i32 first = 0, last = 0;         // DAYS, MENTIONED
    Meeting meeting = Meeting::OVERLAP;  // MENTIONED
    std::vector<std::vector<u64>> given;  // GIVEN: a bitmap of documents a segment
    double boost = 1.0;

    // Filled by weigh().
    std::vector<std::vector<TermInfo>> infos;  // a segment, a key
    std::vector<std::vector<TermInfo>> stems;  // the same: where a form's impacts are its stem's, that stem
    std::vector<u32> weights;                  // a key
    std::vector<std::vector<TermInfo>> pairs;  // PHRASE: a segment, a key but the last: its pair with the next; df NO_PAIR: not filed
};
constexpr u32 NO_PAIR = 0xFFFFFFFFu;

struct Found {
    u32 segment, doc, score;
};

// Where a page ended: the next one holds what comes behind it, also when this article is gone by then.
struct PageEnd {
    double score;  // as search() in retrieval.pyx gives it, divided by unit()
    i32 day;
    i64 instant;
    std::string id;
};

enum class Order : u8 { RELEVANCE, NEWEST, OLDEST, EXHAUSTIVE };

constexpr u32 FIXED_IMPACT = 128;  // what a word found by a prefix or a pattern is worth

class Search {
  public:
    Search(std::vector<const Segment*> segments, Plan plan) : segments_(std::move(segments)), plan_(std::move(plan)) {
        for (const Segment* segment : segments_) documents_ += segment->documents();
        u64 most = 0;
        weigh(plan_, 1.0, most);
        // Scores are 32-bit sums: where boosts would overflow them, all weights shrink alike.
        while (most >> shift_ >= u64{1} << 31) ++shift_;
        if (shift_) shrink(plan_);
    }
    double unit() const { return WEIGHT_UNIT * 255.0 / double(u64{1} << shift_); }

    std::vector<Found> best(u32 k, Order order) {
        std::vector<Found> found;
        if (!k) return found;
        for (u32 s = 0; s < segments_.size(); ++s) {
            u32 floor = 0;
            if ((order == Order::RELEVANCE || order == Order::EXHAUSTIVE) && found.size() >= k) floor = found[k - 1].score;
            const std::size_t before = found.size();
            segment_best(s, k, order, floor, found);
            auto better = [&](const Found& a, const Found& b) { return comes_first(a, b, order); };
            std::inplace_merge(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(before), found.end(), better);
            if (found.size() > k) found.resize(k);
        }
        return found;
    }

    // Only documents that come behind the place are wanted from best().
    void set_behind(const PageEnd& end, Order order) {
        behind_ = true;
        behind_undated_ = end.day == NO_DAY;
        behind_score_ = static_cast<u32>(std::clamp(std::nearbyint(end.score), 0.0, 4294967294.0));
        for (const Segment* segment : segments_) {
            u32 low = 0, high = segment->documents();
            while (low < high) {
                const u32 middle = low + (high - low) / 2;
                const auto at = std::make_tuple(-i64{segment->day(middle)}, -segment->instant(middle), segment->id(middle));
                const auto place = std::make_tuple(-i64{end.day}, -end.instant, std::string_view(end.id));
                (order == Order::OLDEST ? at < place : at <= place) ? low = middle + 1 : high = middle;
            }
            first_behind_.push_back(low);
        }
    }
    // Scores fade with age: half as much is left after each `half_life` days before `today`; nothing of undated ones.
    void set_fading(i32 today, double half_life) {
        today_ = today;
        half_life_ = half_life;
    }
    // All documents that match, of one segment, as a bitmap.
    std::vector<u64> matching(u32 s) const {
        std::vector<u64> bits((segments_[s]->documents() + 63) / 64);
        each_in_segment(s, [&](u32 doc, u32) { return bits[doc / 64] |= u64{1} << (doc % 64), true; });
        return bits;
    }

    u64 count() {
        u64 count = 0;
        for (u32 s = 0; s < segments_.size(); ++s) count += segment_count(s);
        return count;
    }

  private:
    // --- weights ------------------------------------------------------------------------------------------------------

    void weigh(Plan& plan, double boost, u64& most) {
        boost *= plan.boost;
        std::vector<std::string_view> keys;
        if (plan.kind == PlanKind::TERM) keys.push_back(plan.key);
        for (const std::string& key : plan.keys) keys.push_back(key);
        plan.infos.assign(segments_.size(), std::vector<TermInfo>(keys.size()));
        plan.stems = plan.infos;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            u64 df = 0;
            for (std::size_t s = 0; s < segments_.size(); ++s) {
                u32 term;
                TermInfo& info = plan.infos[s][i];
                if (!segments_[s]->find(keys[i], term, info)) continue;
                df += info.df;
                if (plan.kind != PlanKind::ANY_TERM && !info.has_impacts()) plan.stems[s][i] = segments_[s]->stem_info(term);
            }
            if (plan.kind == PlanKind::ANY_TERM) continue;
            plan.weights.push_back(term_weight(documents_, df, boost));
            most += u64{plan.weights.back()} * 255;
        }
        if (plan.kind == PlanKind::ANY_TERM) {
            plan.weights.push_back(static_cast<u32>(std::max(1.0, std::nearbyint(boost * WEIGHT_UNIT))));
            most += u64{plan.weights[0]} * FIXED_IMPACT;
        }
        if (plan.kind == PlanKind::PHRASE && !plan.near) find_pairs(plan);
        for (Plan& part : plan.parts) weigh(part, boost, most);
    }
    void find_pairs(Plan& plan) const {
        TermInfo none;
        none.df = NO_PAIR;
        plan.pairs.assign(segments_.size(), std::vector<TermInfo>(plan.keys.size() - 1, none));
        for (std::size_t s = 0; s < segments_.size(); ++s)
            for (std::size_t i = 0; i + 1 < plan.keys.size(); ++i) {
                const std::vector<TermInfo>& words = plan.infos[s];
                if (plan.keys[i][0] != FORM || plan.keys[i + 1][0] != FORM || plan.offsets[i] + 1 != plan.offsets[i + 1] ||
                    !pair_is_filed(words[i].df, words[i + 1].df, segments_[s]->documents()))
                    continue;
                TermInfo& pair = plan.pairs[s][i];
                if (!segments_[s]->find(pair_key(plan.keys[i], plan.keys[i + 1]), pair)) pair = TermInfo();
            }
    }
    void shrink(Plan& plan) {
        for (u32& weight : plan.weights) weight = std::max(1u, weight >> shift_);
        for (Plan& part : plan.parts) shrink(part);
    }

    // --- order over all segments --------------------------------------------------------------------------------------

    bool comes_first(const Found& a, const Found& b, Order order) const {
        const Segment &a_segment = *segments_[a.segment], &b_segment = *segments_[b.segment];
        if (order == Order::OLDEST) {
            const bool a_dated = a_segment.day(a.doc) != NO_DAY, b_dated = b_segment.day(b.doc) != NO_DAY;
            if (a_dated != b_dated) return a_dated;  // undated ones are last in both directions
            return comes_before(b_segment, b.doc, a_segment, a.doc);
        }
        if (order != Order::NEWEST && a.score != b.score) return a.score > b.score;
        return comes_before(a_segment, a.doc, b_segment, b.doc);
    }

    // --- one segment ----------------------------------------------------------------------------------------------------

    PostingListView list_of(const Plan& plan, u32 s, std::size_t i) const { return segments_[s]->list(plan.infos[s][i]); }

    // The words of an AND (or of a single word or phrase) as lists, if it is made of such; what else it holds as nodes.
    struct Flat {
        std::vector<WeightedList> lists;
        std::vector<std::unique_ptr<PhraseMatcher>> phrases;
        std::vector<MatchNodePtr> filters, excluded;
        u32 low = 0, high = 0;
        bool empty = false;
    };
    bool flatten(const Plan& plan, u32 s, Flat& flat) const {
        switch (plan.kind) {
            case PlanKind::TERM:
                if (!plan.infos[s][0].df) return flat.empty = true;
                push_word(plan, s, 0, flat.lists);
                return true;
            case PlanKind::PHRASE: {
                for (const TermInfo& info : plan.infos[s])
                    if (!info.df) return flat.empty = true;
                push_phrase(plan, s, flat);
                return true;
            }
            case PlanKind::DAYS: {
                narrow(plan, s, flat.low, flat.high);
                return true;
            }
            case PlanKind::MENTIONED:
            case PlanKind::GIVEN:
                flat.filters.push_back(node(plan, s));
                return true;
            case PlanKind::NOT:
                flat.excluded.push_back(node(plan.parts[0], s));
                return true;
            case PlanKind::EVERYTHING:
                return true;
            case PlanKind::AND:
                for (const Plan& part : plan.parts)
                    if (!flatten(part, s, flat)) return false;
                return true;
            default:
                return false;
        }
    }
    // Leaves of low..high-1 the documents of some days.
    void narrow(const Plan& days, u32 s, u32& low, u32& high) const {
        u32 first, end;
        segments_[s]->day_range(days.first, days.last, first, end);
        low = std::max(low, first);
        high = std::min(high, end);
    }
    // Its words, with the lists of their pairs, which say more than the words' own.
    void push_phrase(const Plan& plan, u32 s, Flat& flat) const {
        std::vector<bool> in_pair(plan.keys.size());
        bool all_paired = true;
        for (std::size_t i = 0; i + 1 < plan.keys.size(); ++i) {
            const bool filed = !plan.pairs.empty() && plan.pairs[s][i].df != NO_PAIR;
            all_paired &= filed;
            if (!filed) continue;
            if (!plan.pairs[s][i].df) flat.empty = true;
            if (flat.empty) return;
            flat.lists.push_back({ListScan(segments_[s]->list(plan.pairs[s][i])), 0});
            in_pair[i] = in_pair[i + 1] = true;
        }
        for (std::size_t i = 0; i < plan.keys.size(); ++i) push_word(plan, s, i, flat.lists, in_pair[i]);
        auto phrase = phrase_of(plan, s);
        const bool said_by_pair = all_paired && plan.keys.size() == 2 && plan.zone == Zone::ANY;
        if (!phrase->trivial() && !said_by_pair) flat.phrases.push_back(std::move(phrase));
    }
    std::unique_ptr<PhraseMatcher> phrase_of(const Plan& plan, u32 s) const {
        std::vector<PhraseMatcher::Word> words;
        for (std::size_t i = 0; i < plan.keys.size(); ++i) words.push_back({list_of(plan, s, i), plan.offsets[i]});
        return std::make_unique<PhraseMatcher>(*segments_[s], words, plan.zone, plan.near, plan.ordered);
    }
    // A word that must be there: its list, or that of a form, which only says where, and its stem's, which says how strongly.
    // Where something else says that it is there (`known`), only the latter is wanted.
    void push_word(const Plan& plan, u32 s, std::size_t i, std::vector<WeightedList>& lists, bool known = false) const {
        const TermInfo& stem = plan.stems[s][i];
        if (!stem.df || !known) lists.push_back({ListScan(list_of(plan, s, i)), stem.df ? 0 : plan.weights[i]});
        if (stem.df) lists.push_back({ListScan(segments_[s]->list(stem)), plan.weights[i]});
    }
    MatchNodePtr word_node(const Plan& plan, u32 s, std::size_t i) const {
        const TermInfo& stem = plan.stems[s][i];
        if (!stem.df) return std::make_unique<TermNode>(list_of(plan, s, i), plan.weights[i]);
        return std::make_unique<FormNode>(list_of(plan, s, i), segments_[s]->list(stem), plan.weights[i]);
    }
    // Is it one word, or any of several, all with impacts of their own?
    static bool any_of_words(const Plan& plan, u32 s) {
        if (plan.kind == PlanKind::TERM) return !plan.stems[s][0].df;
        if (plan.kind != PlanKind::OR) return false;
        for (const Plan& part : plan.parts)
            if (part.kind != PlanKind::TERM || part.stems[s][0].df) return false;
        return true;
    }

    // The words of which any will do, where nothing but days limits them: low..high-1 become the documents of those days.
    const Plan* any_words_within(const Plan& plan, u32 s, u32& low, u32& high) const {
        if (any_of_words(plan, s)) return &plan;
        if (plan.kind != PlanKind::AND) return nullptr;
        const Plan* words = nullptr;
        for (const Plan& part : plan.parts) {
            if (part.kind == PlanKind::DAYS) {
                narrow(part, s, low, high);
            } else if (!words && any_of_words(part, s)) {
                words = &part;
            } else {
                return nullptr;
            }
        }
        return words;
    }

    MatchNodePtr node(const Plan& plan, u32 s) const {
        const Segment& segment = *segments_[s];
        switch (plan.kind) {
            case PlanKind::EVERYTHING: return std::make_unique<DocumentRangeNode>(0, segment.documents());
            case PlanKind::TERM:
                if (!plan.infos[s][0].df) break;
                return word_node(plan, s, 0);
            case PlanKind::ANY_TERM: {
                std::vector<PostingListView> lists;
                for (const TermInfo& info : plan.infos[s])
                    if (info.df) lists.push_back(segment.list(info));
                return std::make_unique<AnyTermNode>(lists, plan.weights[0] * FIXED_IMPACT);
            }
            case PlanKind::PHRASE: {
                std::vector<MatchNodePtr> words;
                for (std::size_t i = 0; i < plan.keys.size(); ++i) {
                    if (!plan.infos[s][i].df) return std::make_unique<NothingNode>();
                    words.push_back(word_node(plan, s, i));
                }
                auto both = std::make_unique<AndNode>(std::move(words), std::vector<MatchNodePtr>());
                both->phrase = phrase_of(plan, s);
                return both;
            }
            case PlanKind::AND: {
                std::vector<MatchNodePtr> parts, excluded;
                for (const Plan& part : plan.parts)
                    part.kind == PlanKind::NOT ? excluded.push_back(node(part.parts[0], s)) : parts.push_back(node(part, s));
                return std::make_unique<AndNode>(std::move(parts), std::move(excluded));
            }
            case PlanKind::OR: {
                std::vector<MatchNodePtr> parts;
                for (const Plan& part : plan.parts) parts.push_back(node(part, s));
                return std::make_unique<OrNode>(std::move(parts));
            }
            case PlanKind::NOT: {
                std::vector<MatchNodePtr> excluded;
                excluded.push_back(node(plan.parts[0], s));
                return std::make_unique<AndNode>(std::vector<MatchNodePtr>(), std::move(excluded));
            }
            case PlanKind::DAYS: {
                u32 low, high;
                segment.day_range(plan.first, plan.last, low, high);
                return std::make_unique<DocumentRangeNode>(low, high);
            }
            case PlanKind::ID: {
                const u32 doc = segment.find_id(plan.key);
                if (doc == NO_DOC) break;
                return std::make_unique<DocumentRangeNode>(doc, doc + 1);
            }
            case PlanKind::MENTIONED:
                return std::make_unique<MentionedDaysNode>(segment, plan.first, plan.last, plan.meeting);
            case PlanKind::GIVEN: return std::make_unique<GivenNode>(plan.given.at(s));
            default: break;
        }
        return std::make_unique<NothingNode>();
    }

    void segment_best(u32 s, u32 k, Order order, u32 floor, std::vector<Found>& found) const {
        const Segment& segment = *segments_[s];
        const u32 documents = segment.documents();
        TopK top(std::min(k, std::max(1u, documents)), floor);
        if (behind_) top.set_behind(behind_score_, first_behind_[s]);
        const u32 begin = behind_ && order == Order::NEWEST ? first_behind_[s] : 0;
        auto take = [&] {
            for (const Scored& one : top.take()) found.push_back({s, one.doc, one.score});
        };
        if (half_life_ > 0) {
            best_of_fading(s, top);
            return take();
        }
        u32 low = 0, high = documents;
        if (const Plan* words = order == Order::RELEVANCE ? any_words_within(plan_, s, low, high) : nullptr) {
            std::vector<WeightedList> lists = word_lists(*words, s);
            if (lists.empty()) return;
            if (low == 0 && high == documents && !segment.deleted_count && !behind_) top.raise_floor(filed_floor(lists, k));
            auto algorithm = std::make_unique<MaxScore>(lists, segment.deleted, top);
            algorithm->run(low, high);
            return take();
        }
        Flat flat;
        flat.low = begin;
        flat.high = documents;
        if (order != Order::EXHAUSTIVE && flatten(plan_, s, flat) && (flat.empty || !flat.lists.empty())) {
            if (flat.empty) return;
            auto algorithm = conjunction(flat, segment);
            if (order == Order::RELEVANCE) {
                algorithm->best(flat.low, flat.high, top);
                return take();
            }
            std::vector<Found> here;
            algorithm->all(flat.low, flat.high, [&](u32 doc, u32 score) {
                if (order == Order::OLDEST && !oldest_behind(s, doc)) return true;
                here.push_back({s, doc, score});
                return order == Order::OLDEST || here.size() < k;
            });
            return keep_oldest(here, k, order, found);
        }
        std::vector<Found> here;
        each_match(s, true, begin, [&](u32 doc, u32 score) {
            if (order == Order::RELEVANCE || order == Order::EXHAUSTIVE) {
                top.offer(doc, std::max(1u, score));
                return true;
            }
            if (order == Order::OLDEST && !oldest_behind(s, doc)) return true;
            here.push_back({s, doc, score});
            return order == Order::OLDEST || here.size() < k;
        });
        order == Order::NEWEST || order == Order::OLDEST ? keep_oldest(here, k, order, found) : take();
    }
    // Documents come newest first, so what is left of a score only falls: it ends where nothing can get in any more.
    void best_of_fading(u32 s, TopK& top) const {
        const double most = static_cast<double>(highest_score(plan_));
        i32 day = NO_DAY;
        double left = left_on(day);
        each_match(s, true, 0, [&](u32 doc, u32 score) {
            if (const i32 published = segments_[s]->day(doc); published != day) {
                day = published;
                left = left_on(day);
                if (most * left + 1 < top.need()) return false;
            }
            top.offer(doc, std::max(1u, static_cast<u32>(score * left)));
            return true;
        });
    }
    double left_on(i32 day) const {
        if (day == NO_DAY) return 0;
        return day >= today_ ? 1 : std::exp2((double(day) - double(today_)) / half_life_);
    }
    static u64 highest_score(const Plan& plan) {
        u64 sum = 1;
        for (u32 weight : plan.weights) sum += u64{weight} * 255;
        for (const Plan& part : plan.parts) sum += highest_score(part);
        return sum;
    }
    // Oldest first, an article is behind a place when its number is lower; undated ones come behind all dated ones.
    bool oldest_behind(u32 s, u32 doc) const {
        if (!behind_) return true;
        const bool undated = segments_[s]->day(doc) == NO_DAY;
        return undated == behind_undated_ ? doc < first_behind_[s] : undated;
    }
    void keep_oldest(std::vector<Found>& here, u32 k, Order order, std::vector<Found>& found) const {
        if (order == Order::OLDEST) {
            std::sort(here.begin(), here.end(), [&](const Found& a, const Found& b) { return comes_first(a, b, order); });
            if (here.size() > k) here.resize(k);
        }
        found.insert(found.end(), here.begin(), here.end());
    }
    std::vector<WeightedList> word_lists(const Plan& words, u32 s) const {
        std::vector<WeightedList> lists;
        auto add = [&](const Plan& term) {
            if (term.infos[s][0].df) lists.push_back({ListScan(list_of(term, s, 0)), term.weights[0]});
        };
        if (words.kind == PlanKind::TERM) add(words);
        for (const Plan& part : words.parts) add(part);
        return lists;
    }
    std::unique_ptr<Conjunction> conjunction(Flat& flat, const Segment& segment) const {
        std::vector<PhraseMatcher*> phrases;
        std::vector<MatchNode*> filters, excluded;
        for (const auto& phrase : flat.phrases) phrases.push_back(phrase.get());
        for (const auto& filter : flat.filters) filters.push_back(filter.get());
        for (const auto& filter : flat.excluded) excluded.push_back(filter.get());
        return std::make_unique<Conjunction>(flat.lists, phrases, filters, excluded, segment.deleted);
    }

    template <class Each>
    void each_match(u32 s, bool scored, u32 low, Each each) const {
        const Segment& segment = *segments_[s];
        const MatchNodePtr root = node(plan_, s);
        auto window = std::make_unique<WindowMatches>();
        for (u32 begin = low / WINDOW * WINDOW; begin < segment.documents(); begin += WINDOW) {
            const u32 end = std::min(segment.documents(), begin + WINDOW);
            if (scored) std::memset(window->scores, 0, sizeof window->scores);
            root->match(begin, end, window->bits, scored ? window->scores : nullptr);
            for (u32 w = 0; w < WINDOW_WORDS; ++w)
                for (u64 left = window->bits[w]; left; left &= left - 1) {
                    const u32 i = w * 64 + static_cast<u32>(std::countr_zero(left));
                    if (begin + i < low || segment.is_deleted(begin + i)) continue;
                    if (!each(begin + i, scored ? window->scores[i] : 0)) return;
                }
        }
    }

    u64 segment_count(u32 s) const {
        const Segment& segment = *segments_[s];
        if (plan_.kind == PlanKind::EVERYTHING) return segment.documents() - segment.deleted_count;
        if (plan_.kind == PlanKind::TERM && !segment.deleted_count) return plan_.infos[s][0].df;
        Flat flat;
        flat.high = segment.documents();
        if (flatten(plan_, s, flat)) {
            if (flat.empty) return 0;
            if (!flat.lists.empty()) return conjunction(flat, segment)->count(flat.low, flat.high);
        }
        u64 count = 0;
        each_match(s, false, 0, [&](u32, u32) { return ++count, true; });
        return count;
    }
    template <class Each>
    void each_in_segment(u32 s, Each each) const {
        const Segment& segment = *segments_[s];
        Flat flat;
        flat.high = segment.documents();
        if (!flatten(plan_, s, flat) || !(flat.empty || !flat.lists.empty())) return each_match(s, false, 0, each);
        if (!flat.empty) conjunction(flat, segment)->all(flat.low, flat.high, each);
    }

    std::vector<const Segment*> segments_;
    Plan plan_;
    u64 documents_ = 0;
    u32 shift_ = 0;
    bool behind_ = false, behind_undated_ = false;
    u32 behind_score_ = 0;
    i32 today_ = 0;
    double half_life_ = 0;
    std::vector<u32> first_behind_;
};

}  // namespace searchlib
