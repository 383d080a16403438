# Everything a person does with this project. `make` alone lists it.
# Node 24 comes with the dependencies, so any Node from 20 on is enough to begin.
SHELL := /bin/bash
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory -j2
# What Node has compiled once it does not compile at each start.
export NODE_COMPILE_CACHE := $(CURDIR)/node_modules/.cache/compiled

INSTALLED := node_modules/.package-lock.json
COMPOSE := docker compose $(if $(wildcard .env),--env-file .env) -f docker/compose.yml
COMPOSE_DEV := $(COMPOSE) -f docker/compose.dev.yml

SERVER_SOURCES := $(shell find server/src -type f 2>/dev/null) server/tsconfig.build.json server/tsconfig.json tsconfig.json
SDK_SOURCES := $(shell find sdk -type f -not -path '*/test/*' -not -name '*.spec.ts' 2>/dev/null)
CONSOLE_SOURCES := $(shell find admin-ui -type f -not -name '*.spec.ts' 2>/dev/null) angular.json tsconfig.json

# The heap stays below half a gigabyte under any load instead of taking what a large machine has (docs/adr/0054).
MEMORY := --max-semi-space-size=32 --max-old-space-size=2000

.PHONY: help start demo dev prod down logs test test-backend test-frontend test-sdk lint format check \
  migrate migration seed bench loadtest build servers-for-tests

help: ## List what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1@\2/' | column -t -s@

start: build ## Start everything in one process, with a database of its own, and print the URL
	@exec node $(MEMORY) dist/server/main.js

demo: build ## The same with an account, a project, 30 days of data and live traffic
	@exec node $(MEMORY) dist/server/cli.js demo --serve

dev: $(INSTALLED) ## Develop: rebuilds and restarts on every change
	@if docker info >/dev/null 2>&1; then $(COMPOSE_DEV) up --build; else exec .ci/dev; fi

prod: .engine ## Start the production containers in the background
	@$(COMPOSE) up --detach --build --wait

down: ## Stop the containers, or the server that runs here
	@if docker info >/dev/null 2>&1; then $(COMPOSE) down; fi
	@if [ -f dist/server/stop.js ]; then node dist/server/stop.js; fi

logs: .engine ## Follow the logs of the containers
	@$(COMPOSE) logs --follow --tail 100

test: build servers-for-tests ## Run every test, with real PostgreSQL, Redis and Chromium
	@.ci/test

test-backend: build servers-for-tests ## Run the tests of the server
	@.ci/test --selectProjects server

test-frontend: build ## Run the tests of the console
	@.ci/test --selectProjects console

test-sdk: build servers-for-tests ## Run the tests of the tracker
	@.ci/test --selectProjects sdk

lint: $(INSTALLED) ## Check code, format, imports and unused things
	@npm run --silent lint

format: $(INSTALLED) ## Format everything and mend what can be mended
	@npm run --silent format

check: $(INSTALLED) ## Lint and check all types
	@npm run --silent check

migrate: build ## Bring the database schema up to date
	@node dist/server/cli.js migrate

migration: $(INSTALLED) ## Write an empty migration: make migration m='create goals'
	@node server/build/new-migration.mjs "$(m)"

seed: build ## Generate events for a project: make seed ARGS="--project 'Demo shop' --events 1000 --days 7"
	@node dist/server/cli.js seed $(ARGS)

bench: build ## Measure the product on this machine, or parts of it: make bench ARGS="door live"
	@node server/bench/run.ts $(ARGS)

loadtest: build ## Load the running server over HTTP: make loadtest ARGS="--rate 500 --seconds 20"
	@node server/bench/loadtest.ts $(ARGS)

# --- what the targets above need ---

$(INSTALLED): package-lock.json package.json
	@command -v npm >/dev/null || { echo 'Node.js 20 or newer with npm is needed: https://nodejs.org'; exit 1; }
	@echo 'Installing the dependencies (once) …'
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $(INSTALLED)

build: dist/server/.built dist/console/.built dist/sdk/.built

dist/server/.built: $(SERVER_SOURCES) $(INSTALLED)
	@echo 'Building the server …'
	@npm run --silent build:server && touch $@

dist/sdk/.built: $(SDK_SOURCES) $(INSTALLED)
	@echo 'Building the tracker …'
	@npm run --silent build:sdk && touch $@

dist/console/.built: $(CONSOLE_SOURCES) $(INSTALLED)
	@echo 'Building the console …'
	@npm run --silent build:console && touch $@

servers-for-tests:
	@.ci/install-test-servers

.PHONY: .engine
.engine:
	@docker info >/dev/null 2>&1 || { \
	  echo 'No container engine answers here (docker info fails). «make start» runs everything without one.'; exit 1; }
