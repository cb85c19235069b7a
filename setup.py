"""Builds the native kernels; everything else about the project is in pyproject.toml."""

import platform
import re
import sys
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

KERNELS = Path("searchlib") / "kernels"

FLAGS = ["-std=c++20", "-O3", "-g0", "-fvisibility=hidden"]
if sys.platform == "linux" and platform.machine() in ("x86_64", "AMD64"):
    FLAGS.append("-march=x86-64-v2")  # SSE4.2 and popcount: every x86-64 machine since 2009

_INCLUDE = re.compile(r'(?:#include|cdef extern from) "(\w+\.hpp)"')


def headers_of(source: Path) -> set[Path]:
    """The headers that a module's source includes, and those that these include: what it is built anew for."""
    found: set[Path] = set()
    unread = [source]
    while unread:
        included = {KERNELS / name for name in _INCLUDE.findall(unread.pop().read_text("utf-8"))} - found
        found |= included
        unread += included
    return found


extensions = [
    Extension(
        f"searchlib.kernels.{name}",
        [str(KERNELS / f"{name}.pyx")],
        language="c++",
        include_dirs=[str(KERNELS)],
        depends=[str(header) for header in sorted(headers_of(KERNELS / f"{name}.pyx"))],
        extra_compile_args=FLAGS,
        extra_link_args=[] if sys.platform == "win32" else ["-pthread"],
    )
    for name in sorted(module.stem for module in KERNELS.glob("*.pyx"))
]

setup(ext_modules=cythonize(extensions, build_dir="build/cython"))
