# The two commands of the README: make run, make test. Both set themselves up; a second call reinstalls nothing.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: run test setup journeys lint fmt types contracts qml check unit demo lock pictures clean

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

unit: setup journeys
	$(BIN)/python -m pytest -n 2 --ignore tests/journeys

# Each journey has a process of its own, as a kiosk has: Python's wrappers of dead QML items must not
# stand where the next kiosk's view models are built.
journeys: setup
	set -o pipefail; $(BIN)/python -m pytest --collect-only -q tests/journeys | grep '::' | \
	  xargs -r -d '\n' -P 2 -n 1 $(BIN)/python -m pytest -q --no-header -p no:cacheprovider

check: test

demo: setup
	$(BIN)/kiosk demo --out build/demo

lock: setup
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links -o requirements.lock

clean:
	rm -rf build $(VENV)

pictures: setup
	$(BIN)/kiosk demo --out build/demo
	$(BIN)/kiosk demo --elder --out build/demo/elder
	$(BIN)/python installer/pictures.py build/demo
