#!/usr/bin/env bash
# Checks what reviewers should not have to: format, file lengths, forbidden forms, imports, shell scripts. Reports
# everything it finds before it fails.
set -euo pipefail

cd "$(dirname "$0")/.."
mapfile -d '' swift_files < <(scripts/swift-files.sh)
failed=false

# complain WHY LINE… : does nothing without lines.
complain() {
    local why=$1
    shift
    if [ $# -gt 0 ]; then
        printf 'lint: %s:\n' "$why" >&2
        printf '  %s\n' "$@" >&2
        failed=true
    fi
}

# occurrences PATTERN FILE… : as file:line:text, comments left out.
occurrences() {
    local pattern=$1
    shift
    grep --with-filename --line-number --extended-regexp "$pattern" "$@" | grep --invert-match --extended-regexp '^[^:]+:[0-9]+: *//' || true
}

check_format() {
    swift format lint --strict --parallel "${swift_files[@]}" || failed=true
}

check_lengths() {
    local -a long
    mapfile -t long < <(wc --lines "${swift_files[@]}" | awk '$2 != "total" && $1 > 400 { print $2 ": " $1 " lines" }')
    complain 'longer than 400 lines (one main type a file)' "${long[@]}"
    wc --lines "${swift_files[@]}" |
        awk '$2 != "total" && $1 > 300 && $1 <= 400 { print "lint: warning: " $2 " has " $1 " lines, more than 300" }' >&2
}

# Crashing and unchecked forms belong to the C borders alone, where a reviewer expects them.
check_forbidden_forms() {
    local -a guarded found
    mapfile -t guarded < <(printf '%s\n' "${swift_files[@]}" |
        grep --invert-match --extended-regexp '^(Sources|Tests)/(CurlTransport|YAML|CCurl|CYAML)(Tests)?/')
    mapfile -t found < <(occurrences '\btry!|\bas!|\bfatalError\(|@unchecked Sendable|nonisolated\(unsafe\)' "${guarded[@]}")
    complain 'forbidden outside the C borders' "${found[@]}"
}

# Foundation would add 50 MB to the binary. The sandbox and the benchmarks are never linked into it.
check_imports() {
    local -a linked found
    mapfile -t linked < <(printf '%s\n' "${swift_files[@]}" | grep '^Sources/' |
        grep --invert-match --extended-regexp '^Sources/(Sandbox|occm-sandbox)/')
    mapfile -t found < <(occurrences '^[^"]*\bimport Foundation *$' "${linked[@]}")
    complain 'import FoundationEssentials instead' "${found[@]}"
}

# Documents that name files are only as good as the names.
check_documents() {
    local document target
    local -a documents dangling=()
    mapfile -t documents < <(git ls-files '*.md')
    for document in "${documents[@]}"; do
        while read -r target; do
            [ -e "$(dirname "$document")/$target" ] || dangling+=("$document: $target")
        done < <(grep --only-matching --extended-regexp '\]\([^)# ]+' "$document" | sed 's/^](//' | grep --invert-match '^https\?:' || true)
        # shellcheck disable=SC2016 # the backquotes are Markdown's
        while read -r target; do
            [ -e "$target" ] || dangling+=("$document: $target")
        done < <(grep --only-matching --extended-regexp '`Sources/[A-Za-z0-9+/.-]+`' "$document" | tr --delete '`' || true)
    done
    complain 'no such file' "${dangling[@]}"
}

check_shell_scripts() {
    local -a scripts broken=()
    mapfile -t scripts < <(find .ci scripts Tests -name '*.sh' -o -path .ci/run)
    for script in "${scripts[@]}"; do bash -n "$script" || broken+=("$script"); done
    complain 'not a bash script' "${broken[@]}"
    if command -v shellcheck >/dev/null; then shellcheck "${scripts[@]}" || failed=true; fi
}

check_format
check_lengths
check_forbidden_forms
check_imports
check_documents
check_shell_scripts
if $failed; then exit 1; fi
