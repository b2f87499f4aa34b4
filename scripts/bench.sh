#!/usr/bin/env bash
# Builds as a release is built, and runs the benchmarks: they print what they measure and fail beyond their limits.
set -euo pipefail

cd "$(dirname "$0")/.."
swift build --configuration release --static-swift-stdlib
exec .build/release/occm-bench "$@"
