# Two commands: `make demo` (the main job) and `make test` (everything quick). The rest is below.
# uv is used where it is installed, python3 -m venv + pip where it is not.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.stetmark-installed
ALL_STAMP := .venv/.stetmark-installed-all
export STETMARK_SHARED ?= $(abspath ../shared)

.PHONY: demo setup test test-all check format types imports lint bench bench-local accept clean

demo: $(STAMP)
	$(BIN)/stetmark run

setup: $(STAMP)

$(STAMP): pyproject.toml requirements-dev.txt
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python $(PYTHON) .venv && \
	  uv pip install --quiet --python $(BIN)/python --compile-bytecode -r requirements-dev.txt -e '.[zh]'; \
	else \
	  $(PYTHON) -m venv .venv && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -e '.[zh]'; \
	fi
	@touch $@

$(ALL_STAMP): $(STAMP) requirements-all.txt
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python -r requirements-all.txt -e '.[zh,prices,local,docs,parquet,figures,scale]'; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-all.txt -e '.[zh,prices,local,docs,parquet,figures,scale]'; \
	fi
	@touch $@

lint: $(STAMP)
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports

check: lint types imports

format: $(STAMP)
	$(BIN)/ruff format src tests bench
	$(BIN)/ruff check --fix --show-fixes src tests bench

test: check
	$(BIN)/pytest -q -m "not slow and not browser and not real_server and not ray"
	@echo "Not run here: the slow, browser, real-server and Ray tests. make test-all runs them." >&2

# Slow, browser, real-server and Ray parts, and what the quick tests pass over where an extra is missing (Parquet,
# figures); a skip here is a failure (tests/conftest.py).
test-all: $(ALL_STAMP)
	$(BIN)/stetmark systems install smollm2
	STETMARK_NO_SKIP=1 $(BIN)/pytest -q -m "not slow and not browser and not real_server and not ray" \
	  tests/scale/test_parquet.py tests/report/test_write.py
	STETMARK_NO_SKIP=1 $(BIN)/pytest -q -m "slow or browser or real_server or ray"

accept: $(STAMP)
	STETMARK_ACCEPT=1 $(BIN)/pytest -q -k golden

bench: $(ALL_STAMP)
	$(BIN)/python bench/all.py

bench-local: $(ALL_STAMP)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python bench/leaderboard.py --docs

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
