"""The kernels under AddressSanitizer and UndefinedBehaviorSanitizer, fed with mutated segment files and mutated texts.

(tests/fuzz/fuzz_segment.cpp, tests/fuzz/fuzz_text.cpp)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from searchlib.extraction.dates.grammar import GRAMMARS
from torture import date_tables
from torture.damage import build

ROOT = Path(__file__).parents[2]
FUZZ = ROOT / "tests" / "fuzz"
CORPUS = FUZZ / "corpus"
SEEDS = ROOT / "seeds"
MODEL = ROOT / "searchlib" / "extraction" / "people" / "people.model"
FLAGS = ["-std=c++20", "-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


class NoSanitizers(Exception):
    """There is no compiler here that can build them in."""


def compiled(name: str, folder: Path) -> Path:
    """A fuzzer as a program.

    Raises:
        NoSanitizers: the compiler is missing, or has no sanitizers.
    """
    compiler = os.environ.get("CXX") or shutil.which("g++") or shutil.which("clang++")
    if compiler is None or not FUZZ.exists():
        raise NoSanitizers("no C++ compiler")
    probe = folder / "probe.cpp"
    probe.write_text("int main() { return 0; }\n")
    probed = subprocess.run(
        [compiler, *FLAGS, str(probe), "-o", str(folder / "probe")], capture_output=True, text=True, check=False
    )
    if probed.returncode or subprocess.run([str(folder / "probe")], check=False).returncode:
        raise NoSanitizers(f"{compiler} has no AddressSanitizer here")
    program = folder / name
    flags = [*FLAGS, "-march=x86-64-v2"] if os.uname().machine == "x86_64" else FLAGS
    built = subprocess.run(
        [compiler, *flags, "-I", str(ROOT / "searchlib" / "kernels"), str(FUZZ / f"{name}.cpp"), "-o", str(program)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr[-3000:]
    return program


def run(mutations: int, folder: Path, seed: int = 1) -> dict[str, object]:
    """Replays the corpus, today's segment files and the seeds, then mutates them."""
    segments = [
        *build(folder, 1, 2200).glob("*.segment"),
        *build(folder, 2, 40).glob("*.segment"),
        *sorted(CORPUS.glob("*")),
    ]
    texts = [*sorted(file for file in SEEDS.rglob("*") if file.is_file()), *sorted(GRAMMARS.glob("*.txt"))]
    tables = date_tables.write(folder / "dates.tables")
    _feed(compiled("fuzz_segment", folder), [str(mutations), str(seed), *map(str, segments)], folder)
    _feed(compiled("fuzz_text", folder), [str(mutations), str(seed), str(MODEL), str(tables), *map(str, texts)], folder)
    return {"segment files": len(segments), "texts": len(texts), "mutations of each kind": mutations, "finds": 0}


def _feed(program: Path, arguments: list[str], folder: Path) -> None:
    done = subprocess.run(
        [str(program), *arguments], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "ASAN_OPTIONS": "max_allocation_size_mb=1024", "UBSAN_OPTIONS": "print_stacktrace=1"},
    )  # fmt: skip
    assert done.returncode == 0, f"{program.name}: {done.stderr[-6000:]}"


if __name__ == "__main__":
    # `make sanitize`: the short form, which CI runs.
    import tempfile

    with tempfile.TemporaryDirectory() as temporary:
        try:
            print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 150, Path(temporary)))
        except NoSanitizers as error:
            print(f"skipped: {error}")
