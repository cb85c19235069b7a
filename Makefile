# What CI runs, as recipes. `make check` is all of it.
PYTHON ?= python3
VENV ?= .venv

.PHONY: install test lint types check build

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

check: test lint types

build:
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install -q build
	$(VENV)/bin/python -m build
