# Every target is one command that a newcomer can run in a fresh clone. `make` lists them.

.DEFAULT_GOAL := help
.PHONY: help demo build test integration bench lint format docs check setup

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## Try occm: run it on a cloud and a cluster in this machine's memory
	@scripts/demo.sh

build: setup ## Build occm and occm-sandbox for debugging
	swift build

test: setup ## Run every unit, golden and sandbox test
	swift test

integration: setup ## Run the scenarios against a real OpenStack on loopback (KEEP=1 leaves it running)
	@scripts/integration.sh

bench: setup ## Build for release, measure, and check the limits
	@scripts/bench.sh

lint: ## Check format, file lengths, forbidden forms and shell scripts
	@scripts/lint.sh

format: ## Format all Swift files in place
	@scripts/swift-files.sh | xargs -0 swift format --in-place --parallel

docs: setup ## Write the reference pages that are generated from the code
	UPDATE_GOLDENS=1 swift test --filter Reference

check: ## Run what CI runs
	@.ci/run

setup:
	@scripts/setup.sh
