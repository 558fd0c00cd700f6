# `make` alone says what there is. Everything lives in .venv and var; nothing is installed outside this folder.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run dev test test-postgres test-browser test-browser-postgres handbook check format lock clean

help:  ## say what each command does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-21s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say which with PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "This Python has no venv (Debian and Ubuntu: the package python3-venv)."; exit 1; }

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.runtime  ## make the virtual environment with what the newsroom needs to run

setup-dev: $(VENV)/.dev  ## the same, with the tools for tests and checks

run: setup  ## serve a demonstration newsroom as production would, on http://127.0.0.1:8000 (PORT=…)
	@$(BIN)/python scripts/run_demo.py --port $(PORT)

dev: setup  ## the same newsroom with a reloading server and debug pages (PORT=…)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo
	$(MANAGE) runserver 127.0.0.1:$(PORT)

test: setup-dev  ## every test that needs no server and no browser, on SQLite
	$(BIN)/pytest -n auto

test-postgres: setup-dev  ## the same tests on PostgreSQL (DATABASE_URL, or a throwaway cluster)
	scripts/with_postgres $(BIN)/pytest -n auto

test-browser: setup-dev  ## what people do, in a real browser (needs Chromium)
	$(BIN)/pytest -n auto -m browser

test-browser-postgres: setup-dev  ## the same in the browser, on PostgreSQL
	scripts/with_postgres $(BIN)/pytest -n auto -m browser

handbook: setup-dev  ## take the handbook's pictures anew (needs Chromium)
	$(BIN)/python scripts/handbook_pictures.py

check: setup-dev  ## style, types, import contracts, missing migrations, deployment warnings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files '*.html' | grep '^templates/')
	$(BIN)/mypy newsroom images authors articles
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	DEBUG=off SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') ALLOWED_HOSTS=example.org $(MANAGE) check --deploy --fail-level WARNING

format: setup-dev  ## put the code into the house's form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .
	$(BIN)/djade --target-version 5.2 $$(git ls-files '*.html' | grep '^templates/')

lock:  ## write requirements*.txt anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -o requirements.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -c requirements.txt -o requirements-dev.txt

clean:  ## remove the virtual environment and all local data
	rm -rf $(VENV) var
