# Needs Python 3.11 to 3.13 and make; browser-test and screenshots also Chromium and node. `make help` lists it all.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: install run test lint fmt bench soak browser-test screenshots help

PYTHON := .venv/bin/python
INSTALLED := .venv/installed

# Whatever the shell says, compiled modules are kept: else each process that is started compiles all of them anew.
export PYTHONDONTWRITEBYTECODE :=

install: $(INSTALLED) ## Make .venv with everything that running and testing need

$(INSTALLED): requirements/dev.txt
	@if ! $(PYTHON) -m pip --version >/dev/null 2>&1; then \
	    for candidate in python3 python3.13 python3.12 python3.11; do \
	        $$candidate -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1 \
	            && found=$$candidate && break; \
	    done; \
	    if [ -z "$$found" ]; then echo "error: Greenflag needs Python 3.11, 3.12 or 3.13: install one, then try again."; exit 1; fi; \
	    if ! $$found -m venv --clear .venv; then echo "error: $$found can't make .venv: install its venv module (Debian: python3-venv)."; exit 1; fi; \
	fi
	@echo "Installing into .venv, which takes a minute the first time ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

run: $(INSTALLED) ## Start everything with a demo: PORT=8000 DATA=./var DEMO=1 unless given
	@export DEMO="$${DEMO:-1}"; exec $(PYTHON) manage.py run

test: $(INSTALLED) ## The suite without browser and long runs; on PostgreSQL if DATABASE_URL names one
	@$(PYTHON) -m pytest -q -n auto --dist loadscope -m "not browser and not slow"

lint: $(INSTALLED) ## Style, types, who may import whom, missing migrations
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@DATABASE_URL= DEMO=0 DATA=build/lint $(PYTHON) manage.py makemigrations --check --dry-run

fmt: $(INSTALLED) ## Format the code and mend what can be mended by rule
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

bench: $(INSTALLED) ## Resumes per second, into build/bench.json
	@$(PYTHON) -m tests.bench.bench

soak: $(INSTALLED) ## The full long runs, appended to docs/measured.jsonl
	@$(PYTHON) -m tests.bench.soak

browser-test: $(INSTALLED) ## Every page in a real Chromium; says what is missing
	@$(PYTHON) scripts/browser_needs.py
	@$(PYTHON) -m pytest -q -n auto --dist worksteal -m browser tests/browser

screenshots: $(INSTALLED) ## Pictures of every page, into build/screenshots/
	@$(PYTHON) scripts/browser_needs.py
	@$(PYTHON) -m pytest -q -n 0 tests/browser/screenshots.py

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile
