# Everything runs in .venv, built from hash-pinned locks: `make setup` installs what running the bot needs, `make tools`
# also what testing it needs. Needs Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin
RUNTIME := .venv/.runtime
READY := .venv/.ready
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --quiet

.DEFAULT_GOAL := help
.PHONY: help setup tools run demo test faults simulate night replay mutants pictures check lint types format messages bench bench-large site lock

help: ## List what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

setup: $(RUNTIME) ## Install what running the bot needs, in .venv

tools: $(READY) ## Install the tools for tests, style and types too

$(RUNTIME): requirements/runtime.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Parley needs Python 3.11 or newer; set PYTHON=/path/to/python3")'
	$(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes -r requirements/runtime.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $(RUNTIME)

$(READY): $(RUNTIME) requirements/dev.lock
	$(INSTALL) --require-hashes -r requirements/dev.lock
	@touch $(READY)

run: $(RUNTIME) ## Run the bot with the settings of the environment or .env
	$(BIN)/python -m bot run

demo: $(RUNTIME) ## Start the bot with the playground and print its address
	$(BIN)/python -m bot demo

# What is compiled once need not be compiled by each worker, whatever the environment says.
test faults: export PYTHONDONTWRITEBYTECODE :=

test: $(READY) ## Run all tests, on SQLite and on a PostgreSQL of their own
	$(BIN)/python -m pytest -n 3 --dist worksteal

# The stories wait more than they work, so four play at once; the race, which takes longest, begins first.
faults: $(READY) ## Run the whole fault suite, the thousand rounds of the race, and what looks deeper (minutes)
	PARLEY_RACE_ROUNDS=1000 $(BIN)/python -m pytest -n 4 --maxschedchunk 1 -m 'faults or not faults' tests/faults
	PARLEY_DEEP=1 $(BIN)/python -m pytest -n 4 --dist worksteal -m deep

simulate: SEEDS := 200
simulate: FIRST := 1
simulate: HOURS := 1
simulate: WIRED := 8
simulate: $(READY) ## Play many seeds of a simulated programme: make simulate SEEDS=200 HOURS=1 (minutes)
	$(BIN)/python -m tests.simulated seeds $(SEEDS) --first $(FIRST) --hours $(HOURS) --wired $(WIRED)

night: SEEDS := 400
night: $(READY) ## Play more of them, some for half a day; fail where anything does not occur that can (an hour)
	$(BIN)/python -m tests.simulated night $(SEEDS)

replay: HOURS := 1
replay: $(READY) ## Play one seed again and print its story: make replay SEED=7
	@$(BIN)/python -m tests.simulated replay $(SEED) --hours $(HOURS) $(if $(WIRED),--wired)

mutants: $(READY) ## Play the product without each of its protections, until the simulation notices (minutes)
	$(BIN)/python -m tests.simulated mutants

check: lint types test ## Style, types, imports and all tests

lint: $(READY) ## Style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## Strict types
	$(BIN)/mypy

format: $(READY) ## Put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(READY) ## Find all sentences, and bring the translations up to date
	@mkdir -p bot/locale
	PYTHONPATH=. $(BIN)/pybabel -q extract --no-default-keywords -k say -k say_many:1,2 -k label -k label_many:1,2 -k msg \
		--sort-by-file --add-location file --no-wrap --omit-header --add-comments Translators: -F babel.cfg -o bot/locale/parley.pot bot
	$(if $(wildcard bot/locale/*/LC_MESSAGES),$(BIN)/pybabel -q update --no-wrap --ignore-pot-creation-date \
		-D parley -i bot/locale/parley.pot -d bot/locale)

# The README is the site's first page, so links between it and the folder lose or gain nothing but their folder.
site: $(READY) ## Make a site of the documentation, in build/site
	rm -rf build/pages build/site
	mkdir -p build/pages
	cp -r docs/. LICENSE CONTRIBUTING.md SECURITY.md CHANGELOG.md build/pages
	cp README.md build/pages/index.md
	sed -i -e 's#](docs/#](#g' -e 's#](\.\./README\.md#](index.md#g' -e 's#](README\.md#](index.md#g' \
		-e 's#](\.\./CONTRIBUTING#](CONTRIBUTING#g' build/pages/*.md
	$(INSTALL) --require-hashes -r requirements/site.lock
	$(BIN)/zensical build --clean --strict

pictures: $(READY) ## Take the pictures of the documentation, each after a story in the playground (needs a Chromium)
	$(BIN)/python -m tests.pictures

bench: $(READY) ## Measure, beside something real
	$(BIN)/python -m benchmarks

bench-large: SESSIONS := 1000000
bench-large: MENTORS := 5000
bench-large: $(READY) ## Measure what grows with a long history, on both databases (SESSIONS=1000000 MENTORS=5000; minutes)
	$(BIN)/python -m benchmarks.large --sessions $(SESSIONS) --mentors $(MENTORS)

lock: $(READY) ## Resolve the dependencies anew
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --extra dev --extra traces --upgrade --output-file requirements/dev.lock
	$(COMPILE) --extra install --constraint requirements/dev.lock --upgrade --output-file requirements/runtime.lock
	$(COMPILE) --extra install --extra traces --constraint requirements/dev.lock --upgrade --output-file requirements/traces.lock
	$(COMPILE) --extra site --constraint requirements/dev.lock --upgrade --output-file requirements/site.lock
