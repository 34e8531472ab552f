# make demo   run the main job on the bundled sample (DAY=2: the same sites, a day later)
# make test   pass the tests
# Each sets up all it needs in .venv; a second call is quick.

PYTHON ?= python3
DAY ?= 1
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python

.PHONY: demo test check bench clean

demo: .venv/run
	@$(BIN)/tongbao run --day $(DAY)
	@echo "Next: the sites a day later: make demo DAY=2"

# More than there are cores: half of the long tests wait, for a server, a pace, a process to be killed.
WORKERS = $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 2)')
test: .venv/dev check
	$(BIN)/pytest --numprocesses $(WORKERS) --dist loadfile

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# --no-build-isolation and --no-deps: nothing that the locks do not pin and hash is ever installed.
.venv/run: requirements/run.txt pyproject.toml .venv/uv
	$(UV) --require-hashes --requirement requirements/run.txt
	$(UV) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements/dev.txt .venv/run
	$(UV) --require-hashes --requirement requirements/dev.txt
	@touch $@

# Print how fast it reads and fetches, beside what others do with the same pages.
bench: .venv/bench
	$(BIN)/python tests/bench/bench_parse.py
	$(BIN)/python tests/bench/bench_extract.py
	$(BIN)/python tests/bench/bench_fetch.py
	$(BIN)/python tests/bench/bench_identify.py --documents 1000 10000
	$(BIN)/python tests/bench/bench_query.py --notices 2000

.venv/bench: requirements/bench.txt .venv/run
	$(UV) --require-hashes --requirement requirements/bench.txt
	@touch $@

.venv/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "tongbao needs Python 3.11 or newer: set PYTHON=python3.x"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.txt
	@touch $@

# Pin anew. The locks hold versions and hashes, no addresses.
.PHONY: lock
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade
lock: .venv/uv
	$(LOCK) --group build pyproject.toml --output-file requirements/run.txt
	$(LOCK) --group build --group dev --constraint requirements/run.txt pyproject.toml --output-file requirements/dev.txt
	$(LOCK) --group build --group dev --group bench --constraint requirements/dev.txt pyproject.toml --output-file requirements/bench.txt

clean:
	rm -rf data/archive data/store data/store.* data/published data/replayed data/restricted data/state
