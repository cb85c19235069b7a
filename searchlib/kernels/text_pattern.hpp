// Is there something like this in a text? Small fixed patterns in the usual notation, matched by backtracking.
//
// Literals, classes ([a-z], \w \d \s), (?:a|b), captures, ? * + {m,n}, \b ^ $, (?=a) and (?!a), as Python reads them: the
// first alternative that leads to the end is taken. A repetition of more than a character is unrolled, so it needs an upper
// bound. A text may be of any kind of character. For patterns written in the source, which are known to end soon.
#pragma once
#include <array>
#include <bitset>
#include <stdexcept>
#include <vector>

#include "letters.hpp"

namespace searchlib {

class TextPattern {
  public:
    static constexpr std::size_t MOST_CAPTURES = 2, NOWHERE = SIZE_MAX;
    struct Match {
        std::size_t begin = NOWHERE, end = 0;
        std::array<std::size_t, 2 * MOST_CAPTURES> bounds;
        explicit operator bool() const { return begin != NOWHERE; }
        bool has(std::size_t capture) const { return bounds[2 * capture] != NOWHERE; }
        template <class View>
        View operator()(View text, std::size_t capture) const {
            return has(capture) ? text.substr(bounds[2 * capture], bounds[2 * capture + 1] - bounds[2 * capture]) : View{};
        }
    };

    explicit TextPattern(Text source, bool any_case = false) : any_case_(any_case) {
        nodes_.push_back({Op::accept});
        std::size_t at = 0;
        const Tree tree = alternatives(source, at);
        if (at != source.size()) throw std::invalid_argument("a pattern with a bracket too many");
        root_ = compiled(tree, 0);
        for (Node& node : nodes_)
            for (std::uint32_t entry : node.entries) node.firsts.push_back(firsts(entry));
        first_ = firsts(root_);
    }

    // At the text's beginning, anywhere in it, and all of it.
    template <class View>
    Match match(View text, std::size_t at = 0) const {
        Run<View> run{*this, text, false, {}};
        return run.may_begin(first_, at) ? run.from(at) : Match{};
    }
    template <class View>
    Match search(View text) const {
        Run<View> run{*this, text, false, {}};
        for (std::size_t at = 0; at <= text.size(); ++at)
            if (run.may_begin(first_, at))
                if (Match found = run.from(at)) return found;
        return {};
    }
    template <class View>
    Match whole(View text) const {
        Run<View> run{*this, text, true, {}};
        return run.from(0);
    }

  private:
    enum class Op : std::uint8_t { accept, one, repeat, choose, edge, begin, end, mark, ahead, not_ahead };
    struct Set {  // of characters
        std::bitset<128> ascii;
        std::vector<std::pair<char32_t, char32_t>> beyond;
        std::uint8_t kinds = 0;  // of those beyond ASCII
        bool negated = false;
        bool has(char32_t c) const {
            if (c < 0x80) return ascii[c] != negated;
            bool in = kinds && letter_kinds(c) & kinds;
            for (const auto& [low, high] : beyond) in = in || (low <= c && c <= high);
            return in != negated;
        }
    };
    struct First {  // what a match may begin with
        std::bitset<128> ascii;
        bool beyond = false, nothing = false;
    };
    struct Node {
        Op op;
        std::uint32_t next = 0, low = 0, high = 0;  // mark: low is its number
        Set set{};
        std::vector<std::uint32_t> entries{};  // of choose, in order of preference; of ahead, the only one
        std::vector<First> firsts{};
    };
    struct Tree {
        enum Kind { sequence, choice, single, repeated, other } kind = sequence;
        std::vector<Tree> parts{};
        Set set{};
        std::uint32_t low = 0, high = 0;
        Op op = Op::accept;
    };
    static constexpr std::uint32_t ENDLESS = UINT32_MAX;

    // --- reading a pattern ---

    Tree alternatives(Text source, std::size_t& at) {
        Tree all{Tree::choice};
        for (;;) {
            Tree sequence{Tree::sequence};
            while (at < source.size() && source[at] != '|' && source[at] != ')') sequence.parts.push_back(repetition(source, at));
            all.parts.push_back(std::move(sequence));
            if (at == source.size() || source[at] != '|') break;
            ++at;
        }
        return all.parts.size() == 1 ? std::move(all.parts[0]) : all;
    }

    Tree repetition(Text source, std::size_t& at) {
        Tree one = item(source, at);
        if (at == source.size()) return one;
        std::uint32_t low = 1, high = 1;
        auto number = [&] {
            std::uint32_t sum = 0;
            while (ascii_kinds(source.at(at)) & DECIMAL) sum = sum * 10 + (source[at++] - '0');
            return sum;
        };
        switch (source[at]) {
            case '?': low = 0, high = 1, ++at; break;
            case '*': low = 0, high = ENDLESS, ++at; break;
            case '+': low = 1, high = ENDLESS, ++at; break;
            case '{':
                ++at;
                low = high = number();
                if (source.at(at) == ',') ++at, high = number();
                ++at;
                break;
            default: return one;
        }
        Tree many{Tree::repeated};
        many.low = low, many.high = high;
        many.parts.push_back(std::move(one));
        return many;
    }

    Tree item(Text source, std::size_t& at) {
        const char32_t c = source[at++];
        auto other = [](Op op) {
            Tree tree{Tree::other};
            tree.op = op;
            return tree;
        };
        if (c == '^') return other(Op::begin);
        if (c == '$') return other(Op::end);
        if (c == '(') {
            Tree whole{Tree::sequence};
            const bool special = source.at(at) == '?';
            const char32_t kind = special ? source.at(at + 1) : 0;
            if (special) at += 2;
            Tree inside = alternatives(source, at);
            if (source.at(at++) != ')') throw std::invalid_argument("a pattern with an open bracket");
            if (kind == ':') return inside;
            if (kind) {
                whole = other(kind == '=' ? Op::ahead : Op::not_ahead);
                whole.parts.push_back(std::move(inside));
                return whole;
            }
            Tree left = other(Op::mark), right = other(Op::mark);
            left.low = captures_++, right.low = captures_++;
            if (captures_ > 2 * MOST_CAPTURES) throw std::invalid_argument("a pattern with too many captures");
            whole.parts = {std::move(left), std::move(inside), std::move(right)};
            return whole;
        }
        if (c == '\\' && source.at(at) == 'b') return ++at, other(Op::edge);
        Tree one{Tree::single};
        if (c != '[') return --at, put(one.set, source, at, false), one;
        if (source.at(at) == '^') one.set.negated = true, ++at;
        while (source.at(at) != ']') put(one.set, source, at, true);
        ++at;
        return one;
    }

    // A character, an escape or (within brackets) a range, into a set.
    void put(Set& set, Text source, std::size_t& at, bool ranges) {
        char32_t low = source.at(at++);
        if (low == '\\') {
            low = source.at(at++);
            const std::uint8_t kind = low == 'w' ? ALPHANUMERIC : low == 'd' ? DECIMAL : low == 's' ? SPACE : 0;
            if (kind) {
                for (char32_t c = 0; c < 128; ++c)
                    if (ascii_kinds(c) & kind || (low == 'w' && c == '_')) set.ascii.set(c);
                set.kinds |= kind;
                return;
            }
            if (low == 'n') low = '\n';
        }
        char32_t high = low;
        if (ranges && source.at(at) == '-' && source.at(at + 1) != ']') high = source[at + 1], at += 2;
        for (char32_t c = low; c <= high && c < 128; ++c) set.ascii.set(any_case_ ? lower(c) : c);
        if (high >= 128) set.beyond.push_back({std::max<char32_t>(low, 128), high});
    }

    // --- nodes, each made when what follows it is known ---

    std::uint32_t add(Node node) {
        nodes_.push_back(std::move(node));
        return static_cast<std::uint32_t>(nodes_.size() - 1);
    }
    std::uint32_t compiled(const Tree& tree, std::uint32_t next) {
        switch (tree.kind) {
            case Tree::sequence:
                for (auto part = tree.parts.rbegin(); part != tree.parts.rend(); ++part) next = compiled(*part, next);
                return next;
            case Tree::choice: {
                Node node{Op::choose};
                for (const Tree& part : tree.parts) node.entries.push_back(compiled(part, next));
                return add(std::move(node));
            }
            case Tree::single: return add({Op::one, next, 1, 1, tree.set});
            case Tree::repeated: {
                const Tree& part = tree.parts[0];
                if (part.kind == Tree::single) return add({Op::repeat, next, tree.low, tree.high, part.set});
                if (tree.high > 8) throw std::invalid_argument("a pattern with an endless repetition of more than a character");
                const std::uint32_t behind = next;
                for (std::uint32_t i = tree.low; i < tree.high; ++i) {
                    Node node{Op::choose};
                    node.entries = {compiled(part, next), behind};
                    next = add(std::move(node));
                }
                for (std::uint32_t i = 0; i < tree.low; ++i) next = compiled(part, next);
                return next;
            }
            default: {
                Node node{tree.op, next, tree.low};
                if (!tree.parts.empty()) node.entries.push_back(compiled(tree.parts[0], 0));
                return add(std::move(node));
            }
        }
    }

    First firsts(std::uint32_t at) const {
        const Node& node = nodes_[at];
        First all;
        switch (node.op) {
            case Op::one:
            case Op::repeat:
                if (!node.low) all = firsts(node.next);
                for (char32_t c = 0; c < 128; ++c)
                    if (node.set.has(any_case_ ? lower(c) : c)) all.ascii.set(c);
                all.beyond = true;
                return all;
            case Op::choose:
                for (std::uint32_t entry : node.entries) {
                    const First one = firsts(entry);
                    all.ascii |= one.ascii, all.beyond |= one.beyond, all.nothing |= one.nothing;
                }
                return all;
            case Op::accept:
            case Op::end: all.ascii.set(), all.beyond = all.nothing = true; return all;
            default: return firsts(node.next);
        }
    }

    // --- matching ---

    // Letters that any case takes for one another, as Python has them.
    static char32_t folded(char32_t c) {
        if (c < 0x80) return lower(c);
        return c == 0x130 || c == 0x131 ? U'i' : c == 0x17F ? U's' : lower(c);
    }

    template <class View>
    struct Run {
        const TextPattern& pattern;
        View text;
        bool to_the_end;
        Match found;

        char32_t character(std::size_t at) const {
            return static_cast<char32_t>(static_cast<std::make_unsigned_t<std::conditional_t<sizeof(text[0]) == 1, char, std::int32_t>>>(text[at]));
        }
        bool may_begin(const First& first, std::size_t at) const {
            if (at >= text.size()) return first.nothing;
            const char32_t c = character(at);
            return c < 0x80 ? first.ascii[c] : first.beyond;
        }
        Match from(std::size_t at) {
            found.bounds.fill(NOWHERE);
            return go(pattern.root_, at) ? (found.begin = at, found) : Match{};
        }
        bool in(const Set& set, std::size_t at) const {
            return at < text.size() && set.has(pattern.any_case_ ? folded(character(at)) : character(at));
        }
        bool word(std::size_t at) const { return at < text.size() && is_word_character(character(at)); }

        bool go(std::uint32_t at_node, std::size_t at) {
            for (;;) {
                const Node& node = pattern.nodes_[at_node];
                switch (node.op) {
                    case Op::accept:
                        if (to_the_end && at != text.size()) return false;
                        found.end = at;
                        return true;
                    case Op::one:
                        if (!in(node.set, at)) return false;
                        ++at;
                        break;
                    case Op::repeat: {
                        std::size_t count = 0;
                        while (count < node.high && in(node.set, at + count)) ++count;
                        for (; count > node.low; --count)
                            if (go(node.next, at + count)) return true;
                        if (count < node.low) return false;
                        at += count;
                        break;
                    }
                    case Op::choose: {
                        for (std::size_t i = 0; i < node.entries.size(); ++i)
                            if (may_begin(node.firsts[i], at)) {
                                const auto bounds = found.bounds;
                                if (go(node.entries[i], at)) return true;
                                found.bounds = bounds;
                            }
                        return false;
                    }
                    case Op::edge:
                        if ((at > 0 && word(at - 1)) == word(at)) return false;
                        break;
                    case Op::begin:
                        if (at) return false;
                        break;
                    case Op::end:
                        if (at < text.size() && !(at + 1 == text.size() && text[at] == '\n')) return false;
                        break;
                    case Op::mark: found.bounds[node.low] = at; break;
                    case Op::ahead:
                    case Op::not_ahead: {
                        Run inner{pattern, text, false, {}};
                        if (inner.go(node.entries[0], at) != (node.op == Op::ahead)) return false;
                    }
                }
                at_node = node.next;
            }
        }
    };

    bool any_case_;
    std::vector<Node> nodes_;
    std::uint32_t root_ = 0, captures_ = 0;
    First first_;
};

}  // namespace searchlib
