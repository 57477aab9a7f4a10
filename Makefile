# Two commands: `make build` makes specs and package from the pages, `make test` proves them. Both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin
NODE := tests/foreign/node
NPM_QUIETLY := --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-timeout=20000

.PHONY: build test wheel clean
.DEFAULT_GOAL := build

.venv/ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "topgen needs Python 3.11 or newer; try make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

.venv/ready-client: .venv/ready generated/pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable './generated[mock,aiohttp]'
	touch $@

# Clients of the platform from npm. Without npm, or without a network, their tests are skipped and say so; the next run
# tries again.
$(NODE)/node_modules/ready: $(NODE)/package-lock.json
	@if ! command -v npm >/dev/null; then echo "npm is not installed: the tests of the Node clients are skipped"; \
	elif npm ci --prefix $(NODE) $(NPM_QUIETLY) >/dev/null; then touch $@; \
	else echo "npm ci failed: the tests of the Node clients are skipped"; fi

build: .venv/ready
	$(BIN)/topgen build
	@$(MAKE) --no-print-directory .venv/ready-client

test: .venv/ready .venv/ready-client $(NODE)/node_modules/ready
	$(BIN)/ruff check generator runtime benchmarks tests generated
	$(BIN)/black --quiet --check generator benchmarks tests runtime templates generated
	$(BIN)/mypy
	$(BIN)/basedpyright
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest tests
	$(BIN)/python -m pytest -c generated/pyproject.toml generated/tests

# A wheel of the package; of some APIs alone with make wheel ONLY='taobao.fenxiao.*', which leaves generated/ as it is.
wheel: PACKAGE := $(if $(ONLY),build/topclient,generated)
wheel: .venv/ready
	$(BIN)/topgen build --out $(PACKAGE) $(foreach pattern,$(ONLY),--only '$(pattern)')
	cd $(PACKAGE) && "$(CURDIR)/$(BIN)/python" -m hatchling build --target wheel

clean:
	rm -rf .venv build generated/dist .topgen_cache specs/.topgen_cache specs/.topgen_quarantine .mypy_cache .ruff_cache .pytest_cache .hypothesis $(NODE)/node_modules
