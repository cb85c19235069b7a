// The finder of dates from the tables that tests/torture/date_tables.py writes.
#pragma once
#include <fstream>
#include <memory>
#include <stdexcept>

#include "date_finder.hpp"

namespace searchlib::fuzz {

class DateTables {
  public:
    explicit DateTables(const char* name) : file_(name) {}

    // The next finder of the file.
    dates::DateFinder finder() {
        const bool any_case = number();
        const auto states = static_cast<std::uint32_t>(number());
        std::vector<TemporalEdge> edges(size());
        for (TemporalEdge& edge : edges) edge = {static_cast<std::uint32_t>(number()), static_cast<std::int32_t>(number()), static_cast<std::uint32_t>(number())};
        std::vector<std::pair<std::uint32_t, std::uint32_t>> accepts(size());
        for (auto& [state, line] : accepts) state = static_cast<std::uint32_t>(number()), line = static_cast<std::uint32_t>(number());
        std::vector<std::vector<std::int32_t>> symbols_of(size());
        for (auto& symbols : symbols_of) symbols = numbers<std::int32_t>();
        std::vector<TemporalWord> words(size());
        for (TemporalWord& word : words) {
            word.letters = letters();
            word.signature = static_cast<std::uint16_t>(number());
            word.capital = number();
        }
        const auto figures = numbers<std::uint16_t>(), marks = numbers<std::uint16_t>();
        const auto space = static_cast<std::uint16_t>(number());
        std::vector<dates::Spelling> spellings(size());
        for (dates::Spelling& spelling : spellings) {
            const std::string name = letters();
            spelling.part = dates::part_named(name);
            spelling.is_class = !name.empty();
            spelling.fewest = static_cast<std::uint32_t>(number());
            spelling.most = static_cast<std::uint32_t>(number());
            spelling.words = strings();
        }
        const std::vector<std::string> rules = strings();
        VerbWords listed;
        for (std::size_t left = size(); left; --left) {
            const std::string name = word();
            listed.add(name, word());
        }
        auto grammar = std::make_shared<const TemporalGrammar>(states, edges, accepts, symbols_of, words, figures, marks, space);
        return {grammar, dates::MatchReader(states, edges, accepts, spellings), rules, any_case, TenseReader(listed)};
    }

  private:
    std::string word() {
        std::string next;
        if (!(file_ >> next)) throw std::runtime_error("the tables of dates end too soon");
        return next;
    }
    long number() { return std::stol(word()); }
    std::size_t size() { return static_cast<std::size_t>(number()); }
    template <class Number>
    std::vector<Number> numbers() {
        std::vector<Number> all(size());
        for (Number& one : all) one = static_cast<Number>(number());
        return all;
    }
    std::string letters() {
        const std::string hex = word();
        std::string plain;
        for (std::size_t at = 0; hex != "-" && at + 1 < hex.size(); at += 2) plain += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
        return plain;
    }
    std::vector<std::string> strings() {
        std::vector<std::string> all(size());
        for (std::string& one : all) one = letters();
        return all;
    }

    std::ifstream file_;
};

}  // namespace searchlib::fuzz
