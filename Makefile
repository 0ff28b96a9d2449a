# qualcode's commands: run, test, test-long, mutants, lint, bench, screens, torture, clean. Each sets up what it needs first, in .venv.
# Another Python: make PYTHON=python3.13 run

PYTHON ?= python3
export PYTHON

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
SYSTEM := .ci/system-packages

.PHONY: run test pytest test-long mutants lint bench screens torture clean setup

run: setup
	@$(SYSTEM) window
	$(BIN)/qualcode demo demo

# Side by side: the checks keep one core busy for most of a minute, and tests wait now and then.
test: setup
	@$(SYSTEM) window postgresql
	@$(MAKE) --no-print-directory -j 2 lint pytest

# A test that brings its process down is not tried again: that it did is the finding. Four processes, also on
# two cores: tests wait for windows, servers and other processes more than a quarter of their time.
pytest: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 4 --dist worksteal --max-worker-restart 0

# Forty times as many random examples, and the runs that take minutes each.
test-long: setup
	@$(SYSTEM) window postgresql
	HYPOTHESIS_PROFILE=thorough QT_QPA_PLATFORM=offscreen \
	    $(BIN)/python -m pytest -n 2 --dist worksteal --max-worker-restart 0 -m "long or not long"

mutants: setup
	$(BIN)/python -m tests.mutants

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	@$(SYSTEM) window
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

# Every page and dialog at three sizes of screen, three sizes of letters and in both themes, to look at.
screens: setup
	@$(SYSTEM) window
	$(BIN)/python -m tests.screens --to screens

# What people and machines do to a project, at length; SECURITY.md holds the figures.
torture: setup
	@$(SYSTEM) postgresql
	$(BIN)/python -m tests.torture rounds
	$(BIN)/python -m tests.torture mutations
	$(BIN)/python -m tests.torture team

# What make made, but for demo/: somebody may have coded in it.
clean:
	rm -rf $(VENV) build dist screens .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find qualcode tests -name __pycache__ -type d -prune -exec rm -rf {} +

setup: $(STAMP)

$(STAMP): pyproject.toml
	@$(SYSTEM) python
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "qualcode needs Python 3.11 or newer, and $(PYTHON) is missing or older." \
	        "Install one and name it: make PYTHON=python3.12 run" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --editable '.[dev]'
	@touch $@
