#!/usr/bin/env bash
# Builds occm as a release is built, measures it, and fails beyond its limits.
#   --write            put what was measured into docs/explanation/performance.md
#   run-100 run-1000   measure occm run with so many Services, which takes 10 minutes and is not among CI's checks yet
set -euo pipefail

cd "$(dirname "$0")/.."
export ENABLE_BENCHMARKS=1
for product in occm occm-bench; do
    swift build --configuration release --static-swift-stdlib --product $product
done
if [ $# = 0 ]; then set -- program planning transport apply; fi
exec .build/release/occm-bench "$@"
