# Everything that a person or CI does here. Each target sets up what it needs.

PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(shell $(p) -c \
	'import sys; (3, 11) <= sys.version_info[:2] < (3, 14) and print("$(p)")' 2>/dev/null)))
BIN := .venv/bin
# pip prints warnings about the machine it runs on; errors still show.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# Universal: one file serves Python 3.11 to 3.13; no line of it names a registry.
LOCK := --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q
# Talks and measurements need both cores to themselves; whatever else there is in tests runs on two at once.
ALONE := $(addprefix tests/,bench browser endpoint faults load wan)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: .venv/.stamp ## make .venv with every dependency and .venv/bin/etaluukku

.venv/.stamp: pyproject.toml requirements.lock requirements-dev.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and none was found; name it with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv (a minute the first time) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: pages
pages: setup ## build the pages into console/dist if their sources changed
	@$(BIN)/python hatch_build.py build

.PHONY: run
run: pages ## serve a Pori of make-believe people on localhost:8080
	@$(BIN)/etaluukku demo

.PHONY: machine
machine: # Chromium and what else the tests need from the system
	@tests/setup.sh

.PHONY: test
test: machine pages ## run the tests (TESTS=tests/visit for some of them)
ifdef TESTS
	@$(BIN)/python -m pytest $(TESTS)
else
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(addprefix --ignore=,$(ALONE)); together=$$?; \
	$(BIN)/python -m pytest $(ALONE) && exit $$together
endif

.PHONY: docs
docs: setup ## generate types, schema and the generated pages of docs again
	$(BIN)/python -m signaling.protocol.generate
	$(BIN)/python -m signaling.visit.diagram

.PHONY: pictures
pictures: machine pages ## take the README's pictures again
	@PICTURES=docs/pictures $(BIN)/python -m pytest tests/browser/test_pictures_of_the_house.py

.PHONY: snapshots
snapshots: machine pages ## write down again how each screen is heard (tests/browser/snapshots)
	@SNAPSHOTS=1 $(BIN)/python -m pytest tests/browser/test_axe_finds_nothing*.py

.PHONY: lint
lint: setup ## style, types, import rules and generated files
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python hatch_build.py check
	$(BIN)/python -m signaling.protocol.generate --check
	$(BIN)/python -m signaling.visit.diagram --check

.PHONY: format
format: setup ## put the Python sources in order
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

.PHONY: bench
bench: machine pages ## measure (BENCH=answer for one, its last line is JSON)
	@$(BIN)/python -m tests.bench $(BENCH)

.PHONY: faults
faults: machine pages ## let things fail, and write docs/reliability.md (FAULT=F18 for one; goes on where it stopped)
	@$(BIN)/python -m tests.faults $(FAULT)

.PHONY: fuzz
fuzz: setup ## 100,000 messages, descriptions and packets that are almost right (FUZZ=1000 for fewer; goes on where it stopped)
	@$(BIN)/python -m tests.load.fuzz

.PHONY: soak
soak: setup ## visits for 40 minutes (SOAK=5 for fewer): does the server grow? (goes on where it stopped)
	@$(BIN)/python -m tests.load.soak

.PHONY: lock
lock: setup ## resolve the dependencies again into the lock files
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) -c requirements.lock --group dev pyproject.toml -o requirements-dev.lock

.PHONY: wheel
wheel: setup ## build a wheel with the pages in it into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

.PHONY: clean
clean: ## remove what the other targets made
	rm -rf .venv build dist console/dist console/dist.new console/web/node_modules
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
