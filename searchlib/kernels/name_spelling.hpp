// How alike do two words of names sound? A learned edit distance over letter groups (Ristad and Yianilos 1998), and
// keys of the consonants heard, by which candidates are found. Meaning: names_reference.py.
#pragma once
#include <algorithm>
#include <limits>
#include <unordered_map>

#include "bytes.hpp"

namespace searchlib {

constexpr i32 UNLIKE = std::numeric_limits<i32>::min() / 4;

class Spelling {
  public:
    enum Place { FIRST, INNER, LAST, BESIDE_VOWEL };
    static constexpr std::size_t LONGEST_WORD = 48;

    // pairs: 3 tables of symbols × symbols; alone: symbols × 4 places.
    Spelling(std::vector<std::string> symbols, u32 vowels, std::vector<i16> pairs, std::vector<i16> alone,
        std::vector<std::pair<std::string, std::vector<std::string>>> sounds)
        : vowels_(vowels), size_(symbols.size()), pairs_(std::move(pairs)), alone_(std::move(alone)) {
        if (size_ > 255 || pairs_.size() != 3 * size_ * size_ || alone_.size() != 4 * size_)
            throw std::invalid_argument("the tables of a spelling model do not fit its symbols");
        best_.resize(size_);
        best_inside_.resize(size_);
        best_at_end_.resize(size_);
        best_alone_.resize(size_);
        for (std::size_t i = 0; i < size_; ++i) {
            best_alone_[i] = std::max<i32>(0, *std::max_element(&alone_[i * 4], &alone_[i * 4] + 4));
            best_[i] = best_alone_[i];
            spare_ = std::max({spare_, i32{alone_[i * 4 + INNER]}, i32{alone_[i * 4 + LAST]}, i32{alone_[i * 4 + BESIDE_VOWEL]}});
            const auto best_pair = [&](std::size_t place) {
                const i16* row = &pairs_[(place * size_ + i) * size_];
                return static_cast<i32>(*std::max_element(row, row + size_));
            };
            for (std::size_t place = 0; place < 3; ++place) best_[i] = std::max(best_[i], best_pair(place));
            const i16* alone = &alone_[i * 4];
            best_inside_[i] = std::max({best_pair(INNER), i32{alone[INNER]}, i32{alone[BESIDE_VOWEL]}});
            best_at_end_[i] = std::max({best_pair(INNER), best_pair(LAST), i32{alone[LAST]}});
        }
        for (std::size_t i = 0; i < size_; ++i) {
            numbers_.emplace(symbols[i], static_cast<u8>(i));
            longest_symbol_ = std::max(longest_symbol_, symbols[i].size());
        }
        for (auto& [group, heard] : sounds) {
            longest_sound_ = std::max(longest_sound_, group.size());
            sounds_.emplace(std::move(group), std::move(heard));
        }
    }

    // The symbols of a word of a-z; empty for other words and for very long ones, which are only ever equal.
    std::string parse(std::string_view word) const {
        std::string plain, symbols;
        if (word.size() > LONGEST_WORD) return symbols;
        if (word.size() > 5 && word.substr(0, 3) == "mac") plain = "mc", word.remove_prefix(3);
        for (std::size_t at = 0; at < word.size();) {
            const char letter = word[at];
            if (letter < 'a' || letter > 'z') return symbols;
            std::size_t end = at;
            while (end < word.size() && word[end] == letter) ++end;
            const bool twice = end - at > 1 && std::string_view("oelnstmr").find(letter) != std::string_view::npos;
            plain.append(twice ? 2 : 1, letter);
            at = end;
        }
        for (std::size_t at = 0; at < plain.size();) {
            std::size_t size = std::min(longest_symbol_, plain.size() - at);
            for (; size; --size)
                if (const auto found = numbers_.find(plain.substr(at, size)); found != numbers_.end()) {
                    symbols.push_back(static_cast<char>(found->second));
                    break;
                }
            at += std::max<std::size_t>(1, size);
        }
        return symbols;
    }

    // The best alignment's score; UNLIKE where it cannot reach `least`.
    i32 score(std::string_view a, std::string_view b, i32 least) const {
        if (a.empty() || b.empty() || a.size() > LONGEST_WORD || b.size() > LONGEST_WORD) return UNLIKE;
        i32 row[LONGEST_WORD + 1];
        i32 b_alone[LONGEST_WORD];
        const std::size_t n = a.size(), m = b.size();
        // What may still be added: each symbol of `a` at its best, and symbols of `b` left over.
        i32 hope = 0;
        for (std::size_t i = 0; i < n; ++i) hope += best_[u8(a[i])];
        for (std::size_t j = 0; j < m; ++j) hope += best_alone_[u8(b[j])];
        row[0] = 0;
        for (std::size_t j = 0; j < m; ++j) {
            b_alone[j] = alone(b, j);
            row[j + 1] = row[j] + b_alone[j];
        }
        const i16* inner = pairs_.data() + INNER * size_ * size_;
        for (std::size_t i = 0; i < n; ++i) {
            const i32 a_alone = alone(a, i);
            const i16* weights = inner + u8(a[i]) * size_;
            i32 diagonal = row[0], best_of_row;
            i32 left = row[0] = best_of_row = diagonal + a_alone;
            for (std::size_t j = 0; j < m; ++j) {
                i32 weight = weights[u8(b[j])];
                if (i == 0 && j == 0) weight = pair(FIRST, a[i], b[j]);
                else if (i == n - 1 && j == m - 1) weight = pair(LAST, a[i], b[j]);
                const i32 best = std::max({diagonal + weight, row[j + 1] + a_alone, left + b_alone[j]});
                diagonal = row[j + 1];
                row[j + 1] = left = best;
                best_of_row = std::max(best_of_row, best);
            }
            hope -= best_[u8(a[i])];
            if (best_of_row + hope < least) return UNLIKE;
        }
        return row[m];
    }

    // The keys of a word, without repetitions.
    std::vector<std::string> keys(std::string_view word) const {
        std::vector<std::string> heard{""};
        std::string whole{WORD_BEGIN};
        whole.append(word) += WORD_END;
        for (std::size_t at = 0; at < whole.size();) {
            std::size_t size = std::min(longest_sound_, whole.size() - at);
            for (; size; --size)
                if (const auto found = sounds_.find(whole.substr(at, size)); found != sounds_.end()) {
                    append(heard, found->second);
                    break;
                }
            at += std::max<std::size_t>(1, size);
        }
        for (std::string& one : heard) one.erase(std::unique(one.begin(), one.end()), one.end());
        std::sort(heard.begin(), heard.end());
        heard.erase(std::unique(heard.begin(), heard.end()), heard.end());
        return heard;
    }

  private:
    friend class OneAgainstMany;
    static constexpr std::size_t MAX_KEYS = 8;
    static constexpr char WORD_BEGIN = '^', WORD_END = '$';

    static void append(std::vector<std::string>& heard, const std::vector<std::string>& sounds) {
        const std::size_t count = heard.size() * sounds.size() > MAX_KEYS ? 1 : sounds.size();
        std::vector<std::string> longer;
        for (const std::string& before : heard)
            for (std::size_t i = 0; i < count; ++i) longer.push_back(before + sounds[i]);
        heard = std::move(longer);
    }
    i32 pair(Place place, char a, char b) const { return pairs_[(place * size_ + u8(a)) * size_ + u8(b)]; }
    bool vowel(char symbol) const { return u8(symbol) < vowels_; }
    i32 alone(std::string_view word, std::size_t at) const {
        const Place place = at == 0 ? FIRST : at == word.size() - 1 ? LAST
                            : vowel(word[at - 1]) || vowel(word[at + 1]) ? BESIDE_VOWEL : INNER;
        return alone_[u8(word[at]) * 4 + place];
    }

    u32 vowels_;
    i32 spare_ = 0;  // at most this is added by a symbol left over that is not the first
    std::size_t size_, longest_symbol_ = 1, longest_sound_ = 1;
    std::vector<i16> pairs_, alone_;
    std::vector<i32> best_, best_alone_, best_inside_, best_at_end_;
    std::unordered_map<std::string, u8> numbers_;
    std::unordered_map<std::string, std::vector<std::string>> sounds_;
};

// The same scores for one word against many in the order of their symbols: what a word begins with is aligned once for all
// that begin so, and given up for all of them where it cannot reach `least`.
class OneAgainstMany {
  public:
    OneAgainstMany(const Spelling& spelling, std::string_view one, i32 least)
        : spelling_(spelling), one_(one.substr(0, Spelling::LONGEST_WORD)), least_(least), usable_(!one.empty() && one.size() <= Spelling::LONGEST_WORD) {
        const std::size_t size = one_.size();
        // What the rest of `one` may still add at best, and symbols of the other word left over.
        needed_[size] = least - spelling_.spare_ * static_cast<i32>(Spelling::LONGEST_WORD);
        for (std::size_t j = size; j-- > 0;) {
            const u8 symbol = u8(one_[j]);
            const i32 best = j + 1 == size ? spelling_.best_at_end_[symbol] : spelling_.best_inside_[symbol];
            needed_[j] = needed_[j + 1] - (j ? best : std::max(best, spelling_.alone(one_, 0)));
        }
        rows_.resize((Spelling::LONGEST_WORD + 1) * (size + 1));
        for (std::size_t j = 0; j < size; ++j) {
            alone_[j] = spelling_.alone(one_, j);
            rows_[j + 1] = rows_[j] + alone_[j];
        }
        columns_[0] = {0, static_cast<u8>(size)};
    }

    // Would the next word be UNLIKE by what it shares with the one before?
    bool hopeless(std::size_t shared) const { return hopeless_ && shared > hopeless_; }

    // shared: how many symbols `other` begins with are those of the word before it. UNLIKE below `least`.
    i32 score(std::string_view other, std::size_t shared) {
        const std::size_t size = other.size();
        // The symbol behind one that is left over matters, too.
        ready_ = std::min(ready_, shared ? shared - 1 : 0);
        if (hopeless_ > ready_) hopeless_ = 0;
        if (hopeless_ || !usable_ || !size || size > Spelling::LONGEST_WORD) return UNLIKE;
        while (ready_ < size) {
            const bool may_reach = add_row(other, ready_);
            ++ready_;
            if (may_reach) continue;
            // A word's last row is no other word's.
            if (ready_ < size) hopeless_ = ready_;
            return UNLIKE;
        }
        const auto [begin, end] = columns_[size];
        const i32 score = end == one_.size() ? rows_[size * (one_.size() + 1) + end] : UNLIKE;
        return score < least_ ? UNLIKE : score;
    }

  private:
    struct Columns {
        u8 begin, end;  // the first and the last from which `least` may be reached
    };

    // False where `least` cannot be reached any more.
    bool add_row(std::string_view other, std::size_t i) {
        const std::size_t columns = one_.size();
        const bool last = i + 1 == other.size();
        const i32 other_alone = spelling_.alone(other, i);
        const i16* weights = &spelling_.pairs_[(Spelling::INNER * spelling_.size_ + u8(other[i])) * spelling_.size_];
        const i32* above = &rows_[i * (columns + 1)];
        i32* row = &rows_[(i + 1) * (columns + 1)];
        const auto [begin, end] = columns_[i];
        std::size_t first = columns + 1, final = 0;
        i32 left = UNLIKE;
        for (std::size_t j = begin; j <= columns; ++j) {
            i32 best = j > begin ? left + alone_[j - 1] : UNLIKE;
            if (j <= end) best = std::max(best, above[j] + other_alone);
            else if (j > std::size_t{end} + 1 && left < needed_[j - 1]) break;
            if (j > begin && j <= std::size_t{end} + 1) {
                i32 weight = weights[u8(one_[j - 1])];
                if (i == 0 && j == 1) weight = spelling_.pair(Spelling::FIRST, other[i], one_[0]);
                else if (last && j == columns) weight = spelling_.pair(Spelling::LAST, other[i], one_[j - 1]);
                best = std::max(best, above[j - 1] + weight);
            }
            row[j] = left = best;
            if (best < needed_[j]) continue;
            first = std::min(first, j);
            final = j;
        }
        columns_[i + 1] = {static_cast<u8>(first), static_cast<u8>(final)};
        return first <= columns;
    }

    const Spelling& spelling_;
    std::string_view one_;
    i32 least_;
    bool usable_;
    std::size_t ready_ = 0, hopeless_ = 0;  // rows that hold for the word before; the row from which `least` is out of reach
    std::vector<i32> rows_;
    Columns columns_[Spelling::LONGEST_WORD + 1];
    i32 needed_[Spelling::LONGEST_WORD + 1], alone_[Spelling::LONGEST_WORD];
};

}  // namespace searchlib
