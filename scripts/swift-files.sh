#!/usr/bin/env bash
# Prints the project's own Swift files, each ended by a NUL byte.
set -euo pipefail

cd "$(dirname "$0")/.."
folders=()
for folder in Sources Tests Benchmarks; do
    if [ -d "$folder" ]; then folders+=("$folder"); fi
done
find Package.swift "${folders[@]}" -name '*.swift' -print0 | sort --zero-terminated
