#!/usr/bin/env bash
# Builds occm as a release is built, measures it, and fails beyond its limits.
#   --write            put what was measured into docs/explanation/performance.md
#   run-100 …          measure only these parts; `.build/release/occm-bench --help` names them
set -euo pipefail

cd "$(dirname "$0")/.."
export ENABLE_BENCHMARKS=1
for product in occm occm-bench; do
    swift build --configuration release --static-swift-stdlib --product $product
done
exec .build/release/occm-bench "$@"
