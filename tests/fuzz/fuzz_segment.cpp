// Does any segment file make the kernels touch memory that is not theirs? For AddressSanitizer and UndefinedBehaviorSanitizer.
//
// The input is a .segment file as it lies on the disk. Its checksums are made right first, as a hostile file's would be,
// so that what is behind them is reached. CorruptFile is what should come of it; anything else that is thrown is a find.
//
//   libFuzzer   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -DLIBFUZZER -I searchlib/kernels fuzz_segment.cpp
//   alone       g++ -std=c++20 -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -I searchlib/kernels fuzz_segment.cpp
//               ./a.out RUNS SEED FILE...   mutates the files that many times; RUNS 0 only replays them
#include <string>
#include <vector>

#include "checker.hpp"
#include "copies.hpp"
#include "expansion.hpp"
#include "fuzz_main.hpp"
#include "lookup.hpp"
#include "mention_table.hpp"
#include "merger.hpp"
#include "pairs.hpp"
#include "search.hpp"
#include "vocabulary.hpp"

using namespace searchlib;

namespace {

constexpr std::size_t TAIL = 32;  // documents, sections, pages, format, checksum, magic

struct Parsed {
    std::vector<u8> data;
    std::vector<SectionPlace> sections;
    u32 documents = 0;
};

bool parse(const u8* file, std::size_t size, Parsed& out) {
    if (size < TAIL) return false;
    out.documents = load<u32>(file + size - TAIL);
    const u64 sections = load<u32>(file + size - TAIL + 4), pages = load<u32>(file + size - TAIL + 8);
    const u64 footer = TAIL + 16 * sections + 4 * pages;
    if (sections > 256 || footer > size || (size - footer + PAGE - 1) / PAGE != pages) return false;
    out.data.assign(file, file + size - footer);
    for (u64 i = 0; i < sections; ++i) {
        const u8* at = file + size - footer + 4 * pages + 16 * i;
        out.sections.push_back({load<u64>(at), load<u64>(at + 8)});
    }
    return true;
}

std::vector<u32> right_checksums(const std::vector<u8>& data) {
    std::vector<u32> checksums;
    for (std::size_t at = 0; at < data.size(); at += PAGE)
        checksums.push_back(page_checksum(data.data() + at, std::min(PAGE, data.size() - at)));
    return checksums;
}

// CorruptFile is an answer; anything else ends the program.
template <class Work>
void expect_no_worse_than_corrupt(Work work) {
    try {
        work();
    } catch (const CorruptFile&) {
    }
}

Plan term(const std::string& key) {
    Plan plan;
    plan.kind = PlanKind::TERM;
    plan.key = key;
    return plan;
}

Plan several(PlanKind kind, const std::vector<std::string>& keys) {
    Plan plan;
    plan.kind = kind;
    for (const std::string& key : keys) plan.parts.push_back(term(key));
    return plan;
}

Plan phrase(const std::vector<std::string>& keys, u32 near, Zone zone) {
    Plan plan;
    plan.kind = PlanKind::PHRASE;
    plan.keys = keys;
    for (u32 i = 0; i < keys.size(); ++i) plan.offsets.push_back(i);
    plan.near = near;
    plan.zone = zone;
    return plan;
}

Plan days(PlanKind kind) {
    Plan plan;
    plan.kind = kind;
    plan.first = 738000;
    plan.last = 740000;
    return plan;
}

void search(const Segment& segment, const Plan& plan) {
    for (Order order : {Order::RELEVANCE, Order::NEWEST, Order::OLDEST, Order::EXHAUSTIVE})
        expect_no_worse_than_corrupt([&] { Search(WeighedPlan({&segment}, plan)).best(20, order); });
    expect_no_worse_than_corrupt([&] { Search(WeighedPlan({&segment}, plan)).count(); });
}

void search(const Segment& segment) {
    std::vector<std::string> keys, positional, in_headlines;
    const u32 step = std::max(1u, segment.terms() / 40);
    for (u32 number = 0; number < segment.terms(); number += step)
        expect_no_worse_than_corrupt([&] {
            const std::string key(segment.key(number));
            keys.push_back(key);
            if (!key.empty() && key[0] == HEADLINE_STEM && in_headlines.size() < 4) in_headlines.push_back(key);
            if (!key.empty() && key[0] == FORM && segment.list(segment.info(number)).has_positions()) positional.push_back(key);
        });
    for (std::size_t i = 0; i + 2 < keys.size(); i += 3) {
        search(segment, term(keys[i]));
        search(segment, several(PlanKind::AND, {keys[i], keys[i + 1]}));
        search(segment, several(PlanKind::OR, {keys[i], keys[i + 1], keys[i + 2]}));
        Plan filtered = several(PlanKind::AND, {keys[i]});
        filtered.parts.push_back(days(PlanKind::DAYS));
        filtered.parts.push_back(days(PlanKind::MENTIONED));
        search(segment, filtered);
    }
    for (std::size_t i = 0; i + 1 < positional.size(); i += 2) {
        search(segment, phrase({positional[i], positional[i + 1]}, 0, Zone::BENEATH));
        search(segment, phrase({positional[i], positional[i + 1]}, 4, Zone::ANY));
        search(segment, phrase({positional[i], positional[i]}, 0, Zone::HEADLINE));
    }
    if (in_headlines.size() > 1) {
        search(segment, several(PlanKind::AND, in_headlines));
        search(segment, several(PlanKind::OR, in_headlines));
    }
    Plan any;
    any.kind = PlanKind::ANY_TERM;
    any.keys = keys;
    search(segment, any);
    search(segment, days(PlanKind::DAYS));
}

void read_columns(const Segment& segment) {
    for (u32 doc = 0; doc < segment.documents(); ++doc)
        expect_no_worse_than_corrupt([&] {
            segment.find_id(segment.id(doc));
            segment.headline(doc);
            segment.label(segment.source(doc));
            for (u32 person : segment.persons(doc)) segment.person_name(person);
            for (const DayInterval& interval : segment.dates(doc)) (void)(interval.first <= interval.last);
        });
    expect_no_worse_than_corrupt([&] { live_places(segment, std::vector<u8>(64, 1)); });
    expect_no_worse_than_corrupt([&] { live_bytes(segment, 64); });
}

// What is counted, completed and expanded over whole columns.
void count(const Segment& segment) {
    std::vector<u64> all((segment.documents() + std::size_t{63}) / 64, ~u64{0});
    if (segment.documents() % 64) all.back() >>= 64 - segment.documents() % 64;
    const Span<u64> bits{all.data(), all.size()};
    for (Facet facet : {Facet::PEOPLE, Facet::SOURCE, Facet::SECTION, Facet::EXTRA})
        expect_no_worse_than_corrupt([&] {
            const LabelTable table({&segment}, facet);
            table.top(table.counts({bits}), 10, {});
            PairTable(table).top({bits}, 10);
        });
    for (Unit unit : {Unit::WEEK, Unit::YEAR}) {
        expect_no_worse_than_corrupt([&] { Histogram().add(segment, bits, unit); });
        expect_no_worse_than_corrupt([&] {
            MentionCounts counts;
            MentionTable(segment, unit).count(bits, counts);
        });
    }
    for (u32 doc = 0; doc < segment.documents(); doc += 1 + segment.documents() / 8)
        expect_no_worse_than_corrupt([&] { copies_of({&segment}, 0, doc, 20, 3); });
    expect_no_worse_than_corrupt([&] { Vocabulary({&segment}).beginning("f", "ta", 10); });
    Pattern pattern;  // anything, then "a", then anything
    pattern.states = 2;
    pattern.edges = {{0, 0, 0x10FFFF, 0}, {0, 'a', 'a', 1}, {1, 0, 0x10FFFF, 1}};
    pattern.accepting = {1};
    expect_no_worse_than_corrupt([&] { DictionaryWalk(segment, "f", pattern, 1'000'000).run("", 100); });
    pattern.literal = "al";
    expect_no_worse_than_corrupt([&] { DictionaryWalk(segment, "f", pattern, 1'000'000).run("", 100); });
    for (const char* key : {"ftalk", "stalk", "fevery", "fall"})
        expect_no_worse_than_corrupt([&] {
            u8 impacts[8];
            impacts_in(segment, key, {0, 1, 2, 5, 9, 200, 400, 4000}, impacts);
        });
}

void merge(const std::vector<const Segment*>& segments) {
    expect_no_worse_than_corrupt([&] {
        Merger merger(segments);
        Buffer out;
        u64 written = 0;
        while (merger.next_postings(written, 1 << 16, out)) {
            written += out.size();
            out.clear();
        }
        while (merger.dictionary().write_ends(out)) {}
        while (merger.dictionary().write_bytes(out)) {}
        while (merger.dictionary().write_infos(out)) {}
        for (int section = 0; section < SECTION_COUNT; ++section) merger.columns().write(static_cast<Section>(section), out);
    });
}

void one_input(const u8* file, std::size_t size) {
    Parsed parsed;
    if (!parse(file, size, parsed)) return;
    const std::vector<u32> checksums = right_checksums(parsed.data);
    expect_no_worse_than_corrupt([&] {
        const u8* sums = reinterpret_cast<const u8*>(checksums.data());
        Segment segment(parsed.data.data(), parsed.data.size(), sums, "input", parsed.sections, parsed.documents);
        expect_no_worse_than_corrupt([&] { Checker(segment).run(); });
        search(segment);
        read_columns(segment);
        count(segment);
        Segment half(parsed.data.data(), parsed.data.size(), sums, "half", parsed.sections, parsed.documents);
        half.deleted.assign((parsed.documents + u64{63}) / 64, 0x5555555555555555u);
        merge({&segment, &half});
    });
}

}  // namespace

#ifdef LIBFUZZER
extern "C" int LLVMFuzzerTestOneInput(const u8* data, std::size_t size) {
    one_input(data, size);
    return 0;
}
#else
namespace {

// Numbers are what decides: most mutations put a telling one somewhere.
void mutate(std::vector<u8>& file, std::mt19937_64& random) {
    const u32 telling[] = {0, 1, 31, 32, 33, 127, 128, 129, 255, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFF00};
    const int times = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < times && file.size() > 8; ++i) {
        // Half of the places are picked evenly over the file, half near the sections' beginnings.
        std::size_t at = random() % (file.size() - 4);
        if (random() % 2 && file.size() > 600) {
            const std::size_t table = file.size() - TAIL - 16 * (1 + random() % 20);
            at = (load<u64>(file.data() + table) + random() % 96) % (file.size() - 4);
        }
        switch (random() % 5) {
            case 0: file[at] ^= static_cast<u8>(1u << random() % 8); break;
            case 1: file[at] = static_cast<u8>(telling[random() % 9]); break;
            case 2: {
                const u32 value = telling[random() % std::size(telling)];
                std::memcpy(file.data() + at, &value, 4);
                break;
            }
            case 3: {
                u32 value = load<u32>(file.data() + at) + static_cast<u32>(random() % 7) - 3;
                std::memcpy(file.data() + at, &value, 4);
                break;
            }
            default: {
                const std::size_t from = random() % file.size(), count = random() % 32;
                for (std::size_t j = 0; j < count && at + j < file.size() && from + j < file.size(); ++j) file[at + j] = file[from + j];
            }
        }
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 4) return std::fprintf(stderr, "usage: %s RUNS SEED FILE...\n", arguments[0]), 2;
    return fuzz::replay_and_mutate(std::strtol(arguments[1], nullptr, 10), std::strtoull(arguments[2], nullptr, 10), arguments + 3, count - 3, one_input, mutate);
}
#endif
