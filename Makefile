# Two commands do everything on a machine with Python 3.11 and make: `make demo`, `make test`.

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
PEERS := .venv-peers
SPARK := $(VENV)/installed-spark
OUTSIDE := $(VENV)/outside

# python3.11 where it runs, otherwise python3; or say which: make PYTHON=/opt/python3.12 test
PYTHON ?= $(shell python3.11 -c "" 2>/dev/null && echo python3.11 || echo python3)
UV ?= uv

# More for pytest or the benchmarks, such as: make test ARGS="-k bands -x"
ARGS ?=

.PHONY: help demo test test-spark test-outside coverage lint format format-check types check lock bench clean
.DELETE_ON_ERROR:

help: ## Show what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(INSTALLED) ## Make a small synthetic round, rate it, show the ratings
	$(BIN)/assay demo

test: $(INSTALLED) ## Run the tests that need nothing else, on two processors
	$(BIN)/python -m pytest -n 2 -m "not outside" $(ARGS)

test-spark: $(SPARK) ## Run the tests that need Spark, which is 490 MB, and Java 17 or newer
	$(BIN)/python -m pytest -m spark -rs tests/cases $(ARGS)

test-outside: $(OUTSIDE)/installed ## Run the tests that need npm, Chromium, Java, LibreOffice or Poppler
	$(BIN)/python -m pytest -n 2 -m outside -rs tests/outside $(ARGS)

coverage: $(INSTALLED) ## Run the tests and list the lines and branches that none of them reach
	$(BIN)/python -m pytest --cov --cov-report=term $(ARGS)

lint: $(INSTALLED) ## Check the code's style
	$(BIN)/ruff check

format: $(INSTALLED) ## Format the code
	$(BIN)/ruff format
	$(BIN)/ruff check --select I --fix

format-check: $(INSTALLED) ## Check that the code is formatted
	$(BIN)/ruff format --check

types: $(INSTALLED) ## Check the types
	$(BIN)/mypy

check: lint format-check types test ## Do all of the above that can fail

bench: $(INSTALLED) $(PEERS)/installed ## Measure Assay against other programs, with the libraries that those need
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.lock
	$(BIN)/python benchmarks/run.py $(ARGS)

lock: ## Choose the newest dependencies again (needs uv, which nothing else does, and npm)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: install it, or say where it is with UV=" >&2; exit 1; }
	$(UV) pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--upgrade --generate-hashes --no-strip-extras --no-emit-index-url \
		--custom-compile-command "make lock" --quiet --output-file requirements.lock
	$(UV) pip compile pyproject.toml --extra spark --universal --python-version 3.11 \
		--upgrade --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--constraint requirements.lock --quiet --output-file requirements-spark.lock
	$(UV) pip compile tests/outside/requirements.in --universal --python-version 3.11 \
		--upgrade --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--constraint requirements.lock --quiet --output-file tests/outside/requirements.lock
	$(UV) pip compile benchmarks/requirements.in --universal --python-version 3.11 \
		--upgrade --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--constraint requirements.lock --quiet --output-file benchmarks/requirements.lock
	$(UV) pip compile benchmarks/peers/requirements.in --universal --python-version 3.11 \
		--upgrade --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--constraint requirements.lock --quiet --output-file benchmarks/peers/requirements.lock
	cd tests/outside && npm update --package-lock-only --ignore-scripts \
		--omit-lockfile-registry-resolved --no-audit --no-fund --silent

clean: ## Remove everything that make has made
	rm -rf $(VENV) $(PEERS) dist .coverage htmlcov .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Done once, and again when a dependency or the way of installing has changed.
$(INSTALLED): requirements.lock pyproject.toml $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q engine
	@touch $@

# Other people's rule engines need versions of their own.
$(PEERS)/installed: benchmarks/peers/requirements.lock $(BIN)/python
	$(BIN)/python -m venv --clear $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(SPARK): requirements-spark.lock $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	@touch $@

# The judges of pages come from npm, and nothing of theirs is run while they are installed.
$(OUTSIDE)/installed: tests/outside/requirements.lock tests/outside/package-lock.json $(INSTALLED)
	@command -v npm >/dev/null || { echo "make test-outside needs npm, which comes with Node.js." >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@mkdir -p $(@D)
	@cp tests/outside/package.json tests/outside/package-lock.json $(@D)
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
		echo "Assay needs Python 3.11 or newer, and $(PYTHON) is not." >&2; \
		echo "Install it, or say where it is: make PYTHON=/path/to/python3.11 test" >&2; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments: it lacks ensurepip." >&2; \
		echo "On Debian and Ubuntu: apt install python3-venv (or python3.11-venv)." >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
