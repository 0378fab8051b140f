# Everything a newcomer needs is `make run`; `make help` lists the rest.

.DEFAULT_GOAL := help
.SUFFIXES:

VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Without its bytecode the bot, and each worker of the tests, would compile everything at each start.
unexport PYTHONDONTWRITEBYTECODE

# What the local run is told: make run PORT=8080 DATA=~/elsewhere FRESH=1
PORT ?=
DATA ?=
FRESH ?=
RUN_OPTIONS = $(if $(PORT),--port $(PORT)) $(if $(DATA),--data "$(DATA)") $(if $(FRESH),--fresh)

# Anything more for pytest: make test ARGS="tests/storage -k sealed"
ARGS ?=

.PHONY: help install run test check bench soak picture lock

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/.everything ## Install what runs it, tests it and checks it, into .venv

run: $(VENV)/.runtime ## Run it here with a fictional council (PORT=3978 DATA=DIR FRESH=1 to start over)
	@$(BIN)/supervision-bot local $(RUN_OPTIONS)

# In the order in which they are collected, the long ones first: left to itself, xdist would begin with the files of
# most tests and end with a story of a minute, beside which the other worker has nothing left to do.
test: $(VENV)/.everything ## Run the tests (ARGS="tests/storage -k words" for some of them)
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(VENV)/.everything ## Check style, types, floors, links, the lock and what must not be in here
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > $(VENV)/floors.txt || { cat $(VENV)/floors.txt; exit 1; }
	@$(BIN)/python -m tools.check
	@echo "Nothing to mend"

bench: $(VENV)/.everything ## Measure, as ratios within one run
	@$(BIN)/python -m tests.bench

soak: $(VENV)/.everything ## Kill it many times in the middle of its work, hold a million deadlines against numpy, and try facts in any order
	@$(BIN)/python -m tests.soak
	@POLICY_EXAMPLES=5000 $(BIN)/python -m pytest -q tests/policy/test_calendar.py -k numpy
	@FACTS_EXAMPLES=200 FACTS_STEPS=30 $(BIN)/python -m pytest -q tests/scenarios/any_facts

picture: $(VENV)/.everything ## Take the picture of the page in the documentation anew
	@$(BIN)/python -m pytest -q tests/scenarios/browser/test_demo_council.py --pictures

lock: $(VENV)/.everything ## Take newer versions of everything into the lock
	@tools/lock "$(BIN)/python"

# ---- how .venv is made -------------------------------------------------------------------------------------------

# Only errors: what pip warns of on the way is about the machine it runs on.
PIP := $(BIN)/python -m pip --quiet --quiet

$(BIN)/python:
	@tools/make-venv $(VENV)

# The lock gives name, version and hash of each package; the project itself is linked in, so an edit needs no new install.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what supervision-bot needs (a minute or two the first time)"
	@$(PIP) install --require-hashes --only-binary :all: --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.everything: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing what tests and checks need (a minute or two the first time)"
	@$(PIP) install --require-hashes --only-binary :all: --requirement requirements-dev.lock
	@touch $@
