#!/usr/bin/env bash
# Makes sure that occm can be built here: a Swift toolchain, and the C libraries that it is linked with. Quick, and
# silent, when nothing is missing.
set -euo pipefail

readonly oldest_swift=6.2

# at_least OLDEST VERSION
at_least() { [ "$(printf '%s\n' "$1" "$2" | sort --version-sort | head --lines=1)" = "$1" ]; }

# The toolchain first: without it the rest is of no use.
version=
if command -v swift >/dev/null; then
    version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9.]+).*/\1/p')
fi
if [ -z "$version" ] || ! at_least $oldest_swift "$version"; then
    if [ -n "$version" ]; then found="the one in PATH is $version"; else found='none is in PATH'; fi
    echo "error: occm is built with Swift $oldest_swift or later, and $found." >&2
    echo "Get it from https://www.swift.org/install and try again." >&2
    exit 1
fi

# Debian's package, and what shows that it (or another distribution's) is there.
missing=()
if ! command -v pkg-config >/dev/null; then
    missing=(pkg-config libcurl4-openssl-dev libyaml-dev libssl-dev)
else
    pkg-config --exists libcurl || missing+=(libcurl4-openssl-dev)
    pkg-config --exists yaml-0.1 || missing+=(libyaml-dev)
    pkg-config --exists openssl || missing+=(libssl-dev)
fi
if [ ${#missing[@]} -gt 0 ]; then
    echo "To build occm, these are missing: ${missing[*]}"
    "$(dirname "$0")/apt-install.sh" "${missing[@]}"
fi
