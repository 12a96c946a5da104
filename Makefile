# The two commands of the README: make run, make test. Both set themselves up; a second call reinstalls nothing.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: run test setup bench lint fmt types contracts qml check unit demo lock pictures clean

run: setup
	@$(BIN)/kiosk run

test: setup lint unit

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml installer/setup/setup.sh installer/setup/apt-packages.txt
	@PYTHON="$(PYTHON)" VENV="$(VENV)" bash installer/setup/setup.sh
	@touch $(STAMP)

lint: setup fmt-check types contracts qml
	$(BIN)/ruff check .

fmt-check:
	$(BIN)/ruff format --check .

fmt: setup
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports

qml: setup
	$(BIN)/python installer/qml_types.py
	$(BIN)/python installer/qml_lint.py

unit: setup
	$(BIN)/python -m pytest -n 2

# Measurements beside a peer in the same run; figures in build/bench/NAME.json.
bench: setup
	$(BIN)/python -m tests.bench

bench-%: setup
	$(BIN)/python -m tests.bench $*

# Coverage-guided where atheris has a wheel; a crash leaves its input in build/fuzz.
fuzz-%: setup
	$(BIN)/python -m tests.fuzz $*

check: test

demo: setup
	$(BIN)/kiosk demo --out build/demo

lock: setup
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate -o requirements.lock

clean:
	rm -rf build $(VENV)

pictures: setup
	$(BIN)/kiosk demo --out build/demo
	$(BIN)/kiosk demo --elder --out build/demo/elder
	$(BIN)/python installer/pictures.py build/demo
