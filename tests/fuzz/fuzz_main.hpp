// Replays inputs and mutates them, where libFuzzer does not: what a fuzzer of ours does alone. What stops it is kept.
#pragma once
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include "bytes.hpp"

namespace searchlib::fuzz {

inline std::vector<u8> read_file(const char* name) {
    std::ifstream file(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::vector<u8> current;  // the input that is being tried

inline void save_and_die(int signal) {
    if (FILE* out = std::fopen("crash-input", "wb")) {
        std::fwrite(current.data(), 1, current.size(), out);
        std::fclose(out);
    }
    std::fprintf(stderr, "stopped by signal %d; the input is in crash-input\n", signal);
    _exit(1);
}

constexpr unsigned SECONDS_AN_INPUT = 30;

// Tries each file as it is, then `runs` mutations of them. try_input(data, size); mutate(bytes, random).
template <class Try, class Mutate>
int replay_and_mutate(long runs, u64 seed, char** names, int count, Try try_input, Mutate mutate) {
    std::signal(SIGALRM, save_and_die);
    std::signal(SIGABRT, save_and_die);
    const auto run = [&] {
        alarm(SECONDS_AN_INPUT);
        try_input(current.data(), current.size());
    };
    std::vector<std::vector<u8>> inputs;
    for (int i = 0; i < count; ++i) {
        inputs.push_back(read_file(names[i]));
        current = inputs.back();
        run();
    }
    std::mt19937_64 random(seed);
    for (long i = 0; i < runs; ++i) {
        current = inputs[random() % inputs.size()];
        mutate(current, random);
        run();
    }
    std::printf("%d files, %ld mutations\n", count, runs);
    return 0;
}

}  // namespace searchlib::fuzz
