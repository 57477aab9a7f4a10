# Two commands: `make build` makes specs and package from the pages, `make test` proves them. Both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: build test clean
.DEFAULT_GOAL := build

.venv/ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "topgen needs Python 3.11 or newer; try make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

.venv/ready-client: .venv/ready generated/pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable './generated[mock]'
	touch $@

build: .venv/ready
	$(BIN)/topgen build
	@$(MAKE) --no-print-directory .venv/ready-client

test: .venv/ready .venv/ready-client
	$(BIN)/ruff check generator benchmarks tests generated
	$(BIN)/black --quiet --check generator benchmarks tests templates generated
	$(BIN)/mypy
	$(BIN)/basedpyright
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest tests
	$(BIN)/python -m pytest -c generated/pyproject.toml generated/tests

clean:
	rm -rf .venv .topgen_cache specs/.topgen_cache specs/.topgen_quarantine .mypy_cache .ruff_cache .pytest_cache .hypothesis
