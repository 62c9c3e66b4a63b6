# Each target sets itself up: a virtual environment in .venv, made anew when the requirements change.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench texts browser cluster-demo

run: $(VENV)/run.stamp
	$(BIN)/streamlit run app.py

test: check browser
	$(BIN)/python -m tests.both

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Speed and quality beside gensim's, written to docs/benchmarks.md; all of these may be left out:
# CORPUS=text QUESTIONS=analogies PAIRS=similarities PROSE=text GRAPH=folder PECANPY=python ONLY="training reading" SEEDS=5 WHOLE=1 HOUR=60
bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.bench \
		$(if $(CORPUS),--corpus "$(CORPUS)") $(if $(PROSE),--prose "$(PROSE)") \
		$(if $(QUESTIONS),--questions "$(QUESTIONS)") $(if $(PAIRS),--pairs "$(PAIRS)") \
		$(if $(GRAPH),--graph "$(GRAPH)") $(if $(PECANPY),--pecanpy "$(PECANPY)") \
		$(if $(ONLY),--only $(ONLY)) $(if $(SEEDS),--seeds $(SEEDS)) $(if $(WHOLE),--whole) $(if $(HOUR),--hour $(HOUR))

# Two Ray nodes on this machine train together; one is killed, and what it cost is printed.
cluster-demo: $(VENV)/dev.stamp
	$(BIN)/python -m engine.cluster.demo

# The browser tests need a Chromium; where it is missing and can be installed, it is.
browser: $(VENV)/dev.stamp
	$(BIN)/python -m tests.browser.chromium

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
