# `make build` makes specs and package from the pages, `make test` proves them; both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin
STEP := .ci/step
NODE := tests/foreign/node
# The oldest bound of each range that still works is what `make oldest` proves; uv resolves, and writes the locks.
UV := build/uv/bin/uv
EXTRAS := $(foreach extra,build mock aiohttp otel watch cluster dev,--extra $(extra))

.PHONY: help build test quick check newest oldest lock wheel clean
.DEFAULT_GOAL := build

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s  %s\n", $$1, $$2 }' Makefile

# --- Set-up. What is installed is known by the content of the file that tells it, so that nothing is installed twice.

digest = $(shell cat $(1) 2>/dev/null | cksum | tr ' ' -)
BUILD_PACKAGES := .venv/ready/build-$(call digest,requirements/build.txt)
TEST_PACKAGES := .venv/ready/test-$(call digest,requirements/test.txt requirements/foreign.txt)
TOPGEN := .venv/ready/topgen-$(call digest,pyproject.toml)
TOPCLIENT := .venv/ready/topclient-$(call digest,generated/pyproject.toml)
NODE_PACKAGES := $(NODE)/node_modules/ready-$(call digest,$(NODE)/package-lock.json)

# The locks name every package, so that pip resolves nothing, and the backends that build, so that it fetches none.
INSTALL := -m pip --disable-pip-version-check --no-input install --quiet --no-compile --no-deps --no-build-isolation
NO_NETWORK := ADVICE="the packages cannot be installed; is there a network?"

.venv/ready:
	@command -v $(PYTHON) >/dev/null || { echo "topgen: needs Python 3.11 or newer, and there is no $(PYTHON); try make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "topgen: needs Python 3.11 or newer, and $(PYTHON) is older; try make PYTHON=python3.12" >&2; exit 1; }
	@$(STEP) "virtual environment" $(PYTHON) -m venv --clear .venv
	@mkdir $@

$(BUILD_PACKAGES): | .venv/ready
	@$(NO_NETWORK) $(STEP) "packages to build with" $(BIN)/python $(INSTALL) -r requirements/build.txt
	@rm -f .venv/ready/build-*; touch $@

$(TEST_PACKAGES): | $(BUILD_PACKAGES)
	@$(NO_NETWORK) $(STEP) "packages to test with" $(BIN)/python $(INSTALL) -r requirements/test.txt
	@$(NO_NETWORK) $(STEP) "other clients from PyPI" $(BIN)/python $(INSTALL) -r requirements/foreign.txt
	@rm -f .venv/ready/test-*; touch $@

$(TOPGEN): | $(BUILD_PACKAGES)
	@$(STEP) "topgen itself" $(BIN)/python $(INSTALL) --no-index --editable .
	@rm -f .venv/ready/topgen-*; touch $@

$(TOPCLIENT): | $(BUILD_PACKAGES)
	@$(STEP) "the generated package" $(BIN)/python $(INSTALL) --no-index --editable ./generated
	@rm -f .venv/ready/topclient-*; touch $@

# Without npm, or without a network, the tests of these are skipped and say so; the next run tries again.
$(NODE_PACKAGES):
	@if ! command -v npm >/dev/null; then echo "npm is not installed: the tests of other clients from npm are skipped"; \
	elif ADVICE="their tests are skipped; is there a network?" $(STEP) "other clients from npm" npm ci --prefix $(NODE) \
		--ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-timeout=20000; \
	then touch $@; fi

# --- What people call.

build: $(TOPGEN) ## specs and package from the pages
	$(BIN)/topgen build
	@$(MAKE) --no-print-directory installed

.PHONY: installed
installed: $(TOPCLIENT) ; @:

# Draws the same cases each time; pytest without it looks for new ones.
DRAWN := --hypothesis-profile=ci

READY := $(TEST_PACKAGES) $(TOPGEN) $(TOPCLIENT)
CHECKS := pyright mypy black ruff imports

test: $(READY) $(NODE_PACKAGES) check ## lint, types, architecture, all tests
	$(BIN)/python -m pytest -n auto $(DRAWN) tests
	$(BIN)/python -m pytest -c generated/pyproject.toml generated/tests

quick: $(READY) check ## the same without tests that are slow or draw their cases
	$(BIN)/python -m pytest -n auto -m "not slow and not hypothesis" tests

check: $(READY)
	@$(MAKE) --no-print-directory -j2 $(if $(filter output-sync,$(.FEATURES)),--output-sync) $(CHECKS)

.PHONY: $(CHECKS)
pyright: ; @$(STEP) "types by pyright" $(BIN)/basedpyright
mypy:    ; @$(STEP) "types by mypy" $(BIN)/mypy
black:   ; @$(STEP) "format" $(BIN)/black --quiet --check .
ruff:    ; @$(STEP) "lint" $(BIN)/ruff check .
imports: ; @$(STEP) "architecture" $(BIN)/lint-imports --no-cache

newest: RESOLUTION := highest
newest: ## all tests with the newest versions that the ranges allow
oldest: RESOLUTION := lowest-direct
oldest: ## all tests with the oldest
newest oldest: $(UV)
	@$(STEP) "virtual environment" $(PYTHON) -m venv --clear build/$@
	@$(STEP) "resolving" $(UV) pip compile --python build/$@ --resolution $(RESOLUTION) --output-file build/$@/packages.txt \
		pyproject.toml generated/pyproject.toml $(EXTRAS) --extra foreign --upgrade
	@$(NO_NETWORK) $(STEP) "packages" build/$@/bin/python -m pip --disable-pip-version-check install --quiet --no-compile \
		-r build/$@/packages.txt
	@$(STEP) "our packages" build/$@/bin/python $(INSTALL) --no-index --editable . --editable ./generated
	build/$@/bin/python -m pytest -n auto $(DRAWN) tests
	build/$@/bin/python -m pytest -c generated/pyproject.toml generated/tests

COMPILE := pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --annotation-style line \
	--custom-compile-command "make lock" pyproject.toml generated/pyproject.toml
without = $$(sed -n 's/^\([a-z0-9._-]*\)==.*/--no-emit-package \1/p' $(1)) $(foreach lock,$(1),--constraints $(lock))

lock: $(UV) ## newest versions into requirements/
	@$(STEP) "requirements/build.txt" $(UV) $(COMPILE) -o requirements/build.txt --extra build --extra mock
	@$(STEP) "requirements/test.txt" $(UV) $(COMPILE) -o requirements/test.txt $(EXTRAS) \
		$(call without,requirements/build.txt)
	@$(STEP) "requirements/foreign.txt" $(UV) $(COMPILE) -o requirements/foreign.txt $(EXTRAS) --extra foreign \
		$(call without,requirements/build.txt requirements/test.txt)

$(UV):
	@$(STEP) "virtual environment of uv" $(PYTHON) -m venv --clear build/uv
	@$(NO_NETWORK) $(STEP) "uv" build/uv/bin/python -m pip --disable-pip-version-check install --quiet 'uv~=0.13.9'

# With ONLY='taobao.fenxiao.*' of some APIs alone, which leaves generated/ as it is.
wheel: PACKAGE := $(if $(ONLY),build/topclient,generated)
wheel: $(if $(ONLY),$(TOPGEN),build) ## a wheel of the package, of some APIs alone with ONLY='taobao.fenxiao.*'
	$(if $(ONLY),$(BIN)/topgen build --out $(PACKAGE) $(foreach pattern,$(ONLY),--only '$(pattern)'))
	cd $(PACKAGE) && "$(CURDIR)/$(BIN)/python" -m hatchling build --target wheel

clean: ## everything that was installed or cached
	rm -rf .venv build generated/dist .topgen_cache specs/.topgen_cache specs/.topgen_rejected .mypy_cache .ruff_cache .pytest_cache .hypothesis $(NODE)/node_modules
