.DEFAULT_GOAL := help
.PHONY: help demo test check lint types boundaries console-check fix wheel bench client migration docs pictures setup clean
SHELL := /bin/bash

VENV := .venv
RUN := $(VENV)/bin/
UV := $(shell command -v uv || echo $(VENV)/bin/uv)
T ?= tests
SCALE ?= small

help: ## List targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: setup ## Make a living demo brand and serve it at http://127.0.0.1:8000
	$(RUN)siyu demo

test: setup tests/sdks/node_modules/ready ## Every test on SQLite and chDB; narrow with T=tests/people
	scripts/test $(T)

check: setup lint types boundaries console-check ## Everything but tests that CI runs

lint: $(VENV)/ready
	$(RUN)ruff format --check . && $(RUN)ruff check .

types: $(VENV)/ready
	$(RUN)mypy

boundaries: $(VENV)/ready
	$(RUN)lint-imports

console-check: siyu/app/web/index.html
	cd console && npm run --silent lint && npm run --silent test && node scripts/first-load-size.mjs

fix: setup ## Apply safe fixes
	$(RUN)ruff check --fix . ; $(RUN)ruff format .

wheel: setup ## Build the package with the console inside: pip install needs no Node
	$(RUN)hatchling build -t wheel -d dist

bench: setup ## Figures beside their yardsticks; SCALE=small|large
	$(RUN)python -m benchmarks --scale $(SCALE)

client: $(VENV)/ready console/node_modules/ready ## OpenAPI document and the console's types from it
	$(RUN)python -m siyu.app.openapi docs/reference/openapi.json
	cd console && npm run --silent client

migration: $(VENV)/ready ## Write a migration from the models: make migration M="people add nickname"
	$(RUN)python -m siyu.app.new_migration "$(M)"

docs: $(VENV)/ready ## Reference pages made from the code
	$(RUN)python -m siyu.app.reference docs/reference

pictures: setup ## Pictures of README and tutorial, from a demo brand
	$(RUN)python -m console.scripts.pictures

setup: $(VENV)/ready siyu/app/web/index.html

clean: ## Remove everything that setup makes
	rm -rf $(VENV) console/node_modules tests/sdks/node_modules siyu/app/web

# A virtual environment exactly as the lock file says; uv is fetched where it is missing.
$(VENV)/ready: pyproject.toml uv.lock
	scripts/setup-python
	@touch $@

console/node_modules/ready: console/package.json console/package-lock.json
	cd console && npm ci --loglevel=error --no-audit --no-fund
	@touch $@

# The published SDKs that siyu promises to understand, which tests drive unmodified.
tests/sdks/node_modules/ready: tests/sdks/package.json tests/sdks/package-lock.json
	cd tests/sdks && npm ci --loglevel=error --no-audit --no-fund
	@touch $@

siyu/app/web/index.html: console/node_modules/ready $(shell find console/src console/public console/index.html console/vite.config.ts 2>/dev/null)
	cd console && npm run --silent build
	@touch $@
