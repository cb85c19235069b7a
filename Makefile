# What CI runs, as recipes. `make check` is all of it.
PYTHON ?= python3
VENV ?= .venv
VENV_PYTHON = $(abspath $(VENV))/bin/python

.PHONY: bench bench-command bench-growth install test lint types sanitize torture check build

install:
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install -q -e '.[dev]'

# The README's test command.
test:
	$(PYTHON) -m venv $(VENV) && $(VENV)/bin/pip install '.[test]' && $(VENV)/bin/pytest tests

lint:
	$(VENV)/bin/pip install -q '.[dev]'
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types:
	$(VENV)/bin/mypy --strict searchlib cli/searchlib_cli

# The kernels under AddressSanitizer and UndefinedBehaviorSanitizer, a short run; says so where the compiler has none.
sanitize:
	cd tests && PYTHONPATH=. $(VENV_PYTHON) -m torture.kernels

# The long forms of the durability tests: hours on a busy machine. SHARE=0.1 is a tenth of them.
torture:
	PYTHONPATH=tests $(VENV)/bin/python -m torture --share $(or $(SHARE),1)

check: test lint types sanitize

build:
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install -q build
	$(VENV)/bin/python -m build

# Side by side with other engines: make bench CORPUS=news.jsonl.xz [ENGINES=all] [LIMIT=4000] [LIMITS=whoosh=4000,xapian=20000]
# [LUCENE_JARS=core.jar:…] [KEEP=folder for the indexes]. About ten minutes for 100,000 articles on a quiet machine.
ENGINES ?= searchlib,tantivy
KEEP ?= /tmp/searchlib-bench
BENCH = --engines $(ENGINES) --limits "$(LIMITS)" --lucene-jars "$(LUCENE_JARS)" $(if $(LIMIT),--limit $(LIMIT))

bench:
	$(VENV)/bin/pip install -q '.[bench]'
	$(VENV)/bin/python benchmarks/bench_index.py $(CORPUS) $(BENCH) --keep $(KEEP)
	$(VENV)/bin/python benchmarks/bench_query.py $(CORPUS) $(KEEP) $(BENCH)
	$(VENV)/bin/python benchmarks/bench_startup.py $(KEEP)/searchlib
	$(VENV)/bin/python benchmarks/bench_limit.py $(KEEP)/searchlib

# The command over whole corpora, people and dates found in the text: make bench-command CORPORA="news.jsonl.xz wire.jsonl.xz"
bench-command:
	$(VENV)/bin/pip install -q -e .
	$(VENV)/bin/python benchmarks/index_all.py $(CORPORA)

bench-growth:
	$(VENV)/bin/pip install -q '.[bench]'
	$(VENV)/bin/python benchmarks/bench_growth.py $(CORPUS)
