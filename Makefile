# Everything here needs only Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO ?= demo

.PHONY: help demo test lint types unit wheel bench soak sample docs clean

help:
	@echo "make demo    the main job on the sample school: import, report, letters (into $(DEMO)/)"
	@echo "make test    every check: style, types, tests, and the built wheel run from an empty folder"
	@echo "make bench   speed, as ratios to the bare engine and to a pandas script"
	@echo "make soak    the long fuzz, crash and property runs"
	@echo "make sample  write sample_data/ anew from its generator"
	@echo "make docs    write the reference pages of docs/ anew from the program"

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("attendctl needs Python 3.11 or newer: this is " + sys.version.split()[0] + ". Name another with make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	@touch $(READY)

demo: $(READY)
	$(BIN)/attendctl demo $(DEMO)

test: lint types unit wheel

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

unit: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not soak"

wheel: $(READY)
	$(BIN)/python scripts/check_wheel.py

bench: $(READY)
	$(BIN)/python -m benchmarks

soak: $(READY)
	ATTENDCTL_EXAMPLES_TIMES=20 $(BIN)/python -m pytest -n auto -m "soak or law"

docs: $(READY)
	$(BIN)/python scripts/make_docs.py

sample: $(READY)
	$(BIN)/python scripts/make_sample_data.py

clean:
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
