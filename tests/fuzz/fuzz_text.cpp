// Does any text make the kernels touch memory that is not theirs? For AddressSanitizer and UndefinedBehaviorSanitizer.
//
// A text goes where an article's goes: tokens, people, tenses, dates, sentences and marks, and an index's lists. It lies in memory of just
// its size, so that a byte read behind it is seen. It is made valid UTF-8 first, as Python's strings are.
//
//   libFuzzer   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -DLIBFUZZER -I searchlib/kernels fuzz_text.cpp
//               (SEARCHLIB_MODEL names the model of people, SEARCHLIB_DATES the tables that tests/torture/date_tables.py writes)
//   alone       g++ -std=c++20 -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -I searchlib/kernels fuzz_text.cpp
//               ./a.out RUNS SEED MODEL DATES FILE...   mutates the files that many times; RUNS 0 only replays them
#include <string>

#include "date_record.hpp"
#include "date_tables.hpp"
#include "filing.hpp"
#include "fuzz_main.hpp"
#include "highlight.hpp"
#include "inverter_thread.hpp"
#include "name_record.hpp"
#include "tense.hpp"
#include "word_codes.hpp"

using namespace searchlib;

namespace {

// Leaves out what is no UTF-8: stray and missing continuations, overlong forms, surrogates, what is past U+10FFFF.
std::string valid(const u8* data, std::size_t size) {
    std::string text;
    for (std::size_t at = 0; at < size;) {
        const u8 lead = data[at];
        const std::size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
        bool good = length && at + length <= size;
        for (std::size_t i = 1; good && i < length; ++i) good = (data[at + i] & 0xC0) == 0x80;
        if (good && length > 2) {
            const u8 second = data[at + 1];
            good = !(lead == 0xE0 && second < 0xA0) && !(lead == 0xED && second >= 0xA0) && !(lead == 0xF0 && second < 0x90) && !(lead == 0xF4 && second >= 0x90);
        }
        if (good) text.append(reinterpret_cast<const char*>(data + at), length);
        at += good ? length : 1;
    }
    return text;
}

void check(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

void tokens(std::string_view text) {
    u8 folded[MAX_TOKEN_BYTES + 8];
    Tokenizer(reinterpret_cast<const u8*>(text.data()), text.size()).run([&](const Token& token) {
        check(token.begin < token.end && token.end <= text.size(), "a token lies in the text");
        check(token.end - token.begin <= MAX_TOKEN_BYTES, "a token is cut");
        const u8* from = reinterpret_cast<const u8*>(text.data()) + token.begin;
        if (token.ascii) check(fold_ascii(from, token.end - token.begin, token.kind, folded) <= token.end - token.begin, "folding adds nothing");
    });
}

void people(std::string_view text, people::NameDecoder& decoder) {
    decoder.decode(reinterpret_cast<const u8*>(text.data()), text.size());
    const auto& all = decoder.document.tokens;
    for (const people::NameSpan& span : decoder.spans()) {
        check(span.first <= span.last && span.last < all.size(), "a name is of tokens");
        check(all[span.first].begin < all[span.last].end && all[span.last].end <= text.size(), "a name lies in the text");
    }
    static people::NameIdentity::Desk desk;
    const people::Individuals found = people::NameIdentity(text, decoder.memo(), decoder.document, decoder.spans(), desk).group();
    check(found.spans.size() == decoder.spans().size(), "every mention is of somebody");
    std::vector<people::MentionPlace> places;
    for (const people::NameSpan& span : decoder.spans()) {
        const auto& tokens = decoder.document.tokens;
        places.push_back({tokens[span.first].begin, tokens[span.last].end});
    }
    u32 mention = 0;
    for (const people::Individuals::One& one : found.all) {
        check(one.mentions.begin == mention && one.mentions.end > mention, "an individual has mentions");
        check(one.named_by == people::Individuals::NONE || one.named_by < one.mentions.end - one.mentions.begin, "a name is one of its own");
        mention = one.mentions.end;
    }
    for (const u32 span : found.spans) check(span < decoder.spans().size(), "a mention is a span");
    check(!people::as_record(found, places).empty(), "individuals are written");
}

// Places are bytes when the text is taken as `plain`, else characters, of which there are not more.
void marks(std::string_view text, bool plain) {
    Highlighter highlighter;
    highlighter.set_beginnings(plain ? std::vector<std::string>{"a", "th"} : std::vector<std::string>{});
    highlighter.phrases.push_back({{1, 2}, {0, 1}, 0, 4});
    highlighter.phrases.push_back({{1, 2}, {0, 0}, 5, 8});
    highlighter.read(text, plain);
    u64 next = 0;
    while (highlighter.unknown()) {
        highlighter.tell(next % 3, next % 4);  // some forms mean something, some are parts of the phrases
        ++next;
    }
    u32 before = 0;
    for (const Mark& mark : highlighter.marks()) {
        check(before <= mark.begin && mark.begin < mark.end && mark.end <= text.size(), "marks ascend in the text");
        before = mark.end;
    }
    before = 0;
    for (const ByteRange& sentence : highlighter.sentences()) {
        check(before <= sentence.begin && sentence.begin < sentence.end && sentence.end <= text.size(), "sentences ascend in the text");
        before = sentence.end;
    }
}

// The bytes as code points, some of them wide, seen from places all over them. Any word may be one of the words of verbs.
void tenses(std::string_view bytes) {
    static const TenseReader reader([] {
        const std::string_view all[] = {"to", "of", "the", "is", "in", "on", "by", "has", "had", "will", "said", "and", "for", "not", "may", "set", "due", "'d"};
        VerbWords listed;
        u32 at = 0;
        for (const auto& [name, bit] : verb_class::NAMES)
            for (u32 of_class = 0; of_class < 3; ++of_class) listed.add(name, all[at++ * 5 % std::size(all)]);
        return listed;
    }());
    static constexpr char32_t WIDE[] = {U'’', U'”', U'“', U'—', 0x663, 0x2028, 0xD800, 0x10FFFF};
    std::vector<char32_t> exact;
    for (char c : bytes) {
        const u8 code = static_cast<u8>(c);
        exact.push_back(code < 0xE0 ? char32_t{code} : WIDE[code % std::size(WIDE)]);
    }
    exact.shrink_to_fit();
    const std::u32string_view text(exact.data(), exact.size());
    const std::size_t step = text.size() / 40 + 1;
    for (std::size_t start = 0; start <= text.size(); start += step) {
        const std::size_t end = start + std::min(text.size() - start, start % 9);
        check(reader.tense_at(text, start, end) <= Tense::now, "a tense is one");
        check(reader.owner_tense(text, start, end) != Tense::none, "an owner looks ahead or back");
        reader.verb_between(text, start, end);
        // A text that is cut where the reader says that no more matters.
        const std::size_t first = start - std::min(start, TenseReader::REACH + 1), until = end + std::min(TenseReader::REACH_BEHIND, text.size() - end);
        const std::vector<char32_t> window(exact.begin() + static_cast<std::ptrdiff_t>(first), exact.begin() + static_cast<std::ptrdiff_t>(until));
        check(reader.tense_at({window.data(), window.size()}, start - first, end - first) == reader.tense_at(text, start, end), "a window is enough");
    }
    reader.verb_between(text, 0, text.size());
    try {
        reader.tense_at(text, text.size(), text.size() + 1);
        check(false, "what is outside of the text is refused");
    } catch (const std::out_of_range&) {
    }
}

struct Dates {
    explicit Dates(const char* tables) : Dates(fuzz::DateTables(tables)) {}
    explicit Dates(fuzz::DateTables tables) : of_articles(tables.finder()), of_queries(tables.finder()) {}
    dates::DateFinder of_articles, of_queries;
};

template <class Char>
void mentions(const std::vector<Char>& text, const dates::DateFinder& finder) {
    static constexpr int DAYS[] = {0, 1, 738946, 761000, LAST_CALENDAR_DAY};  // of publication: none, the ends of the calendar, and common ones
    for (const int day : DAYS) {
        const dates::DateFinder::Asked asked{dates::Day::numbered(day), text.size() % 5 == 0, static_cast<dates::Order>(text.size() % 3)};
        std::vector<dates::Mention> found;
        finder.find(text.data(), text.size(), asked, false, found);
        std::size_t before = 0;
        for (const dates::Mention& one : found) {
            check(before <= one.start && one.start < one.end && one.end <= text.size(), "mentions ascend in the text");
            check(!one.reading.days || one.reading.days.first <= one.reading.days.last, "a first day is not behind the last");
            before = one.end;
        }
        dates::ranges_between(std::u32string(text.begin(), text.end()), found, found);
        check(!dates::as_record(found).empty(), "mentions are written");
    }
}

// As characters of three widths, and in short pieces as a searcher types them.
void dates_of(std::string_view bytes, const Dates& finders) {
    mentions(std::vector<u8>(bytes.begin(), bytes.end()), finders.of_articles);
    std::vector<char32_t> wide;
    for (std::size_t at = 0; at < bytes.size();) {
        const u8 lead = static_cast<u8>(bytes[at++]);
        char32_t code = lead < 0xC0 ? lead : lead < 0xE0 ? lead & 31u : lead < 0xF0 ? lead & 15u : lead & 7u;
        while (lead >= 0xC0 && at < bytes.size() && (bytes[at] & 0xC0) == 0x80) code = code << 6 | (bytes[at++] & 63u);
        wide.push_back(code);
    }
    wide.shrink_to_fit();
    mentions(wide, finders.of_articles);
    mentions(std::vector<char16_t>(wide.begin(), wide.end()), finders.of_articles);
    for (std::size_t at = 0; at < wide.size(); at += 60) {
        const std::vector<char32_t> piece(wide.begin() + static_cast<std::ptrdiff_t>(at), wide.begin() + static_cast<std::ptrdiff_t>(std::min(at + 60, wide.size())));
        finders.of_queries.days_asked_for({piece.data(), piece.size()}, dates::Day::numbered(738946));
        mentions(piece, finders.of_queries);
    }
}

// Any bytes, coded by words of their own; and as if they were coded text, a table, or both.
void coded_words(std::string_view bytes) {
    static WordRuns runs;
    const std::string table = WordCodes::table_for({bytes, bytes});
    WordCodes codes;
    check(codes.open(table), "a table that was made is one");
    HugeVector<u8> coded;
    codes.encode(bytes, runs, coded);
    check(coded.size() <= WordCodes::most_coded(bytes.size()), "no text is coded to more");
    const std::string exact(coded.begin(), coded.end());
    std::vector<u8> out(bytes.size() + WordCodes::ROOM_BEHIND);
    const std::size_t all = bytes.size();
    check(codes.decode(exact, out.data(), all, all), "what was coded can be read");
    check(!all || !std::memcmp(out.data(), bytes.data(), all), "what was coded comes back");
    std::fill(out.begin(), out.end(), u8{0});
    check(codes.decode(exact, out.data(), all, all / 2), "the beginning of what was coded can be read");
    check(!all || !std::memcmp(out.data(), bytes.data(), all / 2), "the beginning of what was coded comes back");
    codes.decode(bytes, out.data(), all, all);
    codes.decode(bytes, out.data(), all / 2, all / 2);
    codes.decode(bytes, out.data(), all, all / 3);
    WordCodes forged;
    const std::size_t middle = bytes.size() / 2;
    if (forged.open(bytes.substr(0, bytes.find('\n', middle) + 1))) forged.decode(bytes.substr(middle), out.data(), all, all);
}

// What three articles that share a text are filed as, by so many threads.
template <class Add>
void add_articles(std::string_view text, Add add) {
    const std::string_view parts[] = {text.substr(0, text.size() / 3), text, text.substr(text.size() / 2)};
    for (u32 document = 0; document < 3; ++document) {
        NewArticle made;
        const std::string id(1, static_cast<char>('a' + document));
        made.document.id = id;
        made.document.headline = parts[0];
        made.document.source = parts[2].substr(0, 300);
        made.document.persons = {parts[0].substr(0, 100), parts[1].substr(0, 100)};
        made.document.dates = {{1, 2}, {-5, 700000}};
        made.document.extras = {std::string("key") + '\0' + std::string(parts[2].substr(0, 200))};
        made.standfirst = parts[1];
        made.body = parts[2];
        made.language = "en";
        made.fields = {{'p', {}, parts[0], 2}, {'e', "key", parts[2], 1}};
        add(made);
    }
}
std::string filed(Inverter& inverter, u32 threads) {
    while (inverter.stemmed() < inverter.forms()) {
        const std::string_view key = inverter.form_key(inverter.stemmed());
        inverter.set_stem(key.substr(0, key.size() / 2));  // many forms of one stem
    }
    Filing filing(inverter, 200, threads);
    std::string all;
    Buffer out;
    for (bool more = true; more;) {
        more = filing.next_postings(all.size(), out);
        all.append(reinterpret_cast<const char*>(out.data()), out.size());
        out.clear();
    }
    while (filing.dictionary().write_ends(out)) {}
    while (filing.dictionary().write_bytes(out)) {}
    while (filing.dictionary().write_infos(out)) {}
    return all.append(reinterpret_cast<const char*>(out.data()), out.size());
}
void lists(std::string_view text) {
    const Folder as_it_is = [](std::string_view token, TokenKind, std::string& out) { out = token; };
    Inverter alone(as_it_is, 1 << 16);
    add_articles(text, [&](const NewArticle& article) { alone.add(article); });
    auto* const thread = new InverterThread(as_it_is, 1 << 16);
    add_articles(text, [&](const NewArticle& article) { thread->add(article); });
    thread->finish();
    if (filed(alone, 1) != filed(thread->inverter(), 3)) std::abort();
    InverterThread::end(thread);
}

void one_input(const u8* data, std::size_t size, people::NameDecoder& decoder, const Dates& finders) {
    coded_words({reinterpret_cast<const char*>(data), size});
    tenses({reinterpret_cast<const char*>(data), size});
    const std::string made = valid(data, size);
    std::vector<char> exact(made.begin(), made.end());
    exact.shrink_to_fit();
    const std::string_view text(exact.data(), exact.size());
    tokens(text);
    people(text, decoder);
    dates_of(text, finders);
    marks(text, false);
    marks(text, true);
    lists(text);
}

std::shared_ptr<const people::Model> model_from(const char* name) {
    const std::vector<u8> bytes = fuzz::read_file(name);
    return std::make_shared<const people::Model>(bytes.data(), bytes.size());
}

}  // namespace

#ifdef LIBFUZZER
extern "C" int LLVMFuzzerTestOneInput(const u8* data, std::size_t size) {
    static people::NameDecoder decoder(model_from(std::getenv("SEARCHLIB_MODEL")));
    static const Dates finders(std::getenv("SEARCHLIB_DATES"));
    one_input(data, size, decoder, finders);
    return 0;
}
#else
namespace {

// What tokenizers, sentence rules, and rules of names and dates look at.
const char* const TELLING[] = {
    "'s", "’s", "'", "’", "-", "‐", "--", ".", "...", "U.S.", "Mr. ", "J. ", "\n\n", " ", "\u00a0", "@", "#", "C#", "C++", "R&D", "&", "_", "1,000", "2024-02-29",
    "(Reuters) - ", "\"", "“", "President ", "al-", "O'", "Jr", "III", "McD", "ß", "İ", "ﬁ", "\u0301", "\u200d", "\u202e", "\ufeff", "Ж", "путин ", "محمد ", "中文", "。", "한국",
    "😀", "\U000e0001", "\x01", " to ", " had not ", " due to the ", "from 4.5,", "\n \n", ".” “", "-and-", " said on ", "ALL CAPS WORDS ", "Von der Leyen ",
    "next ", "last ", "March ", "May 31", "Feb. 29, 1900 ", "the year ", "two thousand ", "1-1/2", "½ ", "century ", "years ago ", "9999", "Friday", " until ", "Q4 ",
};

void mutate(std::vector<u8>& text, std::mt19937_64& random) {
    if (text.size() > 6000) {  // a part of it will do, and takes less time
        const std::size_t begin = random() % (text.size() - 3000);
        text = std::vector<u8>(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(begin + 3000));
    }
    for (std::size_t times = 1 + random() % 12; times; --times) {
        const std::size_t at = text.empty() ? 0 : random() % text.size();
        const auto place = text.begin() + static_cast<std::ptrdiff_t>(at);
        switch (random() % 6) {
            case 0: {
                const std::string_view piece = TELLING[random() % std::size(TELLING)];
                text.insert(place, piece.begin(), piece.end());
                break;
            }
            case 1: {
                const std::string_view piece = TELLING[random() % std::size(TELLING)];
                for (std::size_t n = random() % 200; n; --n) text.insert(text.begin() + static_cast<std::ptrdiff_t>(at), piece.begin(), piece.end());
                break;
            }
            case 2:
                text.erase(place, place + static_cast<std::ptrdiff_t>(std::min<std::size_t>(text.size() - at, random() % 40)));
                break;
            case 3:
                if (!text.empty()) text[at] ^= static_cast<u8>(1u << random() % 8);
                break;
            case 4:
                if (!text.empty()) text[at] ^= 0x20;  // the other case
                break;
            default:
                text.resize(at);
        }
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 6) return std::fprintf(stderr, "usage: %s RUNS SEED MODEL DATES FILE...\n", arguments[0]), 2;
    people::NameDecoder decoder(model_from(arguments[3]));
    const Dates finders(arguments[4]);
    return fuzz::replay_and_mutate(std::strtol(arguments[1], nullptr, 10), std::strtoull(arguments[2], nullptr, 10), arguments + 5, count - 5,
                                   [&](const u8* data, std::size_t size) { one_input(data, size, decoder, finders); }, mutate);
}
#endif
