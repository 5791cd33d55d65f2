# Two commands: `make demo` (the main job) and `make test` (everything quick). CONTRIBUTING.md has a table of the rest.
# What is installed is locked in requirements/ (scripts/install.sh says how).
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
UV := .venv-tools/bin/uv
QUICK := -m "not slow and not browser and not real_server and not ray"
export PYTHON
export STETMARK_SHARED ?= $(abspath ../shared)

.PHONY: demo setup test test-all test-latest test-lowest check format types imports lint accept coverage bench \
  bench-local lock release-check clean

demo: .venv/.installed-runtime
	$(BIN)/stetmark run

setup: .venv/.installed-test

# Three levels, runtime, test and all; each holds the one before.
.venv/.installed-%: requirements/%.txt requirements/build.txt pyproject.toml
	@scripts/install.sh $*
	@touch $@

lint: .venv/.installed-test
	$(BIN)/ruff format --check src tests bench scripts
	$(BIN)/ruff check src tests bench scripts

types: .venv/.installed-test
	$(BIN)/mypy

imports: .venv/.installed-test
	$(BIN)/lint-imports

check: lint types imports

format: .venv/.installed-test
	$(BIN)/ruff format src tests bench scripts
	$(BIN)/ruff check --fix --show-fixes src tests bench scripts

test: check
	$(BIN)/pytest -q -n auto $(QUICK)
	@echo "Not run here: the slow, browser, real-server and Ray tests. make test-all runs them." >&2

# Slow, browser, real-server and Ray parts, and what the quick tests pass over where a package is missing (Parquet,
# figures, ERRANT); a skip here is a failure (tests/conftest.py). The browser's tests keep an event loop running, so they
# have a process of their own.
test-all: .venv/.installed-all
	$(BIN)/stetmark systems install smollm2
	STETMARK_NO_SKIP=1 $(BIN)/pytest -q $(QUICK) \
	  tests/store/test_parquet.py tests/report/test_write.py tests/judging/test_judge_errant.py
	STETMARK_NO_SKIP=1 $(BIN)/pytest -q -m browser
	STETMARK_NO_SKIP=1 $(BIN)/pytest -q -m "(slow or real_server or ray) and not browser"

# The quick tests with the newest versions that pyproject.toml allows, on the newest Python here. Not locked: a release
# of today may break it, so CI does not run it.
test-latest: $(UV)
	$(UV) venv --quiet --clear --python "$$(scripts/newest_python.sh)" .venv-latest
	$(UV) pip install --quiet --python .venv-latest/bin/python --upgrade --group test -e '.[zh]'
	.venv-latest/bin/python --version
	.venv-latest/bin/pytest -q -n auto $(QUICK)

# The quick tests with the lowest versions, on the lowest Python.
test-lowest:
	rm -rf .venv-lowest
	PYTHON=python3.11 scripts/install.sh lowest .venv-lowest
	.venv-lowest/bin/pytest -q -n auto $(QUICK)

accept: .venv/.installed-test
	STETMARK_ACCEPT=1 $(BIN)/pytest -q -k golden

coverage: .venv/.installed-test
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n auto $(QUICK)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage html --quiet
	$(BIN)/coverage json --quiet
	$(BIN)/python scripts/coverage_by_room.py coverage.json

bench: .venv/.installed-all
	$(BIN)/python bench/all.py

bench-local: .venv/.installed-all
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python bench/leaderboard.py --docs

# uv itself, locked too: for what pip cannot do (resolving for every platform, or to the lowest versions).
$(UV): requirements/uv.txt
	$(PYTHON) -m venv .venv-tools
	.venv-tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

# Renews the locks, for every platform and Python at once. Releases younger than COOLDOWN wait: most poisoned ones are
# found within days. `make lock UPGRADE=` changes only what pyproject.toml asks for; COOLDOWN='0 days' for an urgent fix.
COOLDOWN ?= 7 days
UPGRADE ?= --upgrade
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --exclude-newer "$(COOLDOWN)" $(UPGRADE)
lock: $(UV)
	$(COMPILE) --group lock -o requirements/uv.txt
	$(COMPILE) --group build -o requirements/build.txt
	$(COMPILE) pyproject.toml --extra zh -c requirements/build.txt -o requirements/runtime.txt
	$(COMPILE) pyproject.toml --extra zh --group dev -c requirements/build.txt -c requirements/runtime.txt -o requirements/test.txt
	$(COMPILE) pyproject.toml --all-extras --group all -c requirements/build.txt -c requirements/test.txt -o requirements/all.txt
	$(COMPILE) pyproject.toml --extra zh --group test --resolution lowest-direct -o requirements/lowest.txt

release-check: $(UV)
	scripts/release_check.sh "$(CURDIR)/$(UV)"

clean:
	rm -rf .venv .venv-latest .venv-lowest .venv-tools .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage* \
	  coverage.json htmlcov dist
