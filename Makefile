# Python 3.11 or newer, pip and make are all that is needed; everything happens in .venv.
#   make demo PYTHON=python3.12     uses another Python than python3

PYTHON = python3
BIN = .venv/bin

# Byte code is kept, whatever the caller has set: tests start hundreds of processes, and each would
# compile all of mlorg again.
unexport PYTHONDONTWRITEBYTECODE
# In stretches of one file after another, so that what a file sets up is set up once.
PARALLEL = -n auto --dist worksteal

.PHONY: help demo notebooks test test-all explore lint docs bench compiled compiled-if-possible \
  format lock environment clean

help:
	@echo "make demo      set up .venv, compile, and say which investment comes first"
	@echo "make notebooks set up .venv and open the notebooks in a browser"
	@echo "make test      set up .venv, check style and types, run the quick tests"
	@echo "make test-all  the same with the slow tests"
	@echo "make explore   search for failures at random, with other examples each time"
	@echo "make docs      write again what is made from the catalogues: schema and reference pages"
	@echo "make bench     measure speed against three baselines"
	@echo "make compiled  compile the model with the C compiler of this machine: twice as fast"
	@echo "make format    tidy the source"
	@echo "make lock      renew requirements.lock (see CONTRIBUTING.md)"
	@echo "make clean     remove .venv, caches and runs/"

ENVIRONMENT = command -v "$(PYTHON)" >/dev/null || { \
  echo "mlorg: no $(PYTHON) here; name one: make test PYTHON=python3.12" >&2; exit 1; }; \
  "$(PYTHON)" .ci/environment.py

environment:
	@$(ENVIRONMENT)

# What changes under sim/ is interpreted until it is compiled again.
compiled: environment
	@$(BIN)/python .ci/compile.py

compiled-if-possible: environment
	@$(BIN)/python .ci/compile.py --if-possible

demo: compiled-if-possible
	$(BIN)/mlorg compare feature-store-or-cd

docs: environment
	$(BIN)/python -m analysis.report.reference
	$(BIN)/mlorg schema > scenarios/schema.json.new && mv scenarios/schema.json.new scenarios/schema.json

# Served to this machine alone. For example: make notebooks FLAGS=--no-browser
notebooks:
	@$(ENVIRONMENT) notebooks
	$(BIN)/jupyter lab --ip=127.0.0.1 $(FLAGS) notebooks

bench: compiled-if-possible
	$(BIN)/python -m benchmarks

lint: environment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

format: environment
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: lint
	$(BIN)/pytest $(PARALLEL) -m "not slow"

test-all: lint compiled-if-possible
	$(BIN)/pytest $(PARALLEL)

explore: environment
	HYPOTHESIS_PROFILE=explore $(BIN)/pytest -n auto tests/invariants

# Needs uv. The locks are for every system and every Python that pyproject.toml allows; what both
# have is of the same version.
COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --quiet --custom-compile-command "make lock" $(UV_FLAGS)
lock:
	$(COMPILE) pyproject.toml --group dev --output-file requirements.lock
	$(COMPILE) --group notebooks --constraint requirements.lock --output-file notebooks.lock

clean:
	rm -rf .venv sim/__compiled__ runs dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
