# The chores. `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
# Without compiled files every start takes seconds longer; see the set-up below.
export PYTHONDONTWRITEBYTECODE =
BIN := $(VENV)/bin
PY := $(BIN)/python

.PHONY: help enrich notebook diff test check bench pictures lock clean

help:  ## list the chores
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

enrich: $(VENV)/.ready  ## look up the papers of raw/*.md and write enriched/
	@$(PY) -m pipeline enrich $(ARGS)

notebook: $(VENV)/.ready-notebook  ## open the notebook of enriched/ in JupyterLab
	@test -e enriched/explore.ipynb || $(PY) -m pipeline enrich
	@$(BIN)/jupyter lab enriched/explore.ipynb $(ARGS)

diff: $(VENV)/.ready  ## the change report of what is not committed yet
	@$(PY) -m pipeline diff $(ARGS)

test: $(VENV)/.ready-dev  ## run the tests
	@$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

check: $(VENV)/.ready-dev  ## format, lint, types, import rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.ready-dev  ## measure parsing, matching and the history; ARGS=all for the rest
	@$(PY) -m tests.bench $(ARGS)

pictures: $(VENV)/.ready-dev  ## make the README's pictures; needs Chromium and a Chinese font
	@$(PY) -m tests.pictures

LOCK = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q
lock: | $(PY)  ## write the lock files anew, with the newest versions
	@$(PY) -m pip install -q --disable-pip-version-check uv
	@$(LOCK) --upgrade -o requirements.lock
	@$(LOCK) --upgrade --group dev -c requirements.lock -o requirements-dev.lock
	@$(LOCK) --upgrade --extra notebook -c requirements-dev.lock -o requirements-notebook.lock

clean:  ## remove the environment and what tools leave behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed. Name one: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

# Compiled files are made on first use; making all of them takes longer than all the rest.
$(VENV)/.ready: requirements.lock | $(PY)
	@echo "setting up $(VENV) (once)"
	@$(PY) -m pip install -q --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock | $(PY)
	@echo "setting up $(VENV) for development (once)"
	@$(PY) -m pip install -q --disable-pip-version-check --no-compile --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.ready

# A notebook runs in its own folder, and must find the package from there.
$(VENV)/.ready-notebook: requirements-notebook.lock | $(PY)
	@echo "setting up $(VENV) for notebooks (once)"
	@$(PY) -m pip install -q --disable-pip-version-check --no-compile --require-hashes -r requirements-notebook.lock
	@echo "$(CURDIR)" > "$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/paperlist.pth"
	@touch $@ $(VENV)/.ready
