# Everything a person or CI does here. Each target sets up what it needs.

PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(shell $(p) -c \
	'import sys; (3, 11) <= sys.version_info[:2] < (3, 14) and print("$(p)")' 2>/dev/null)))
BIN := .venv/bin
WEB := console/web
# pip and npm print warnings about the machine they run on; errors still show.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

.PHONY: setup
setup: .venv/.stamp ## make .venv with every dependency and .venv/bin/etaluukku

.venv/.stamp: pyproject.toml requirements.lock requirements-dev.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and was not found; name it with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv (a minute or two the first time) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@
	@echo "Set up."

.PHONY: lock
lock: setup ## resolve the dependencies again into the lock files
	$(BIN)/uv pip compile -q $(LOCK) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q $(LOCK) -c requirements.lock --group dev pyproject.toml -o requirements-dev.lock
# Universal: one file serves Python 3.11 to 3.13; no line of it names a registry.
LOCK := --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
