#!/usr/bin/env bash
# Stops what up.sh started, and nothing else.
#   --purge   also forgets its databases, keys and logs; the Python packages stay
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
for library in paths processes; do . "$here/lib/$library.sh"; done

case ${1-} in
    '' | --purge) ;;
    *) echo "usage: down.sh [--purge]" >&2; exit 1 ;;
esac
[ -d "$RUN" ] || exit 0

exec 9>"$STATE/.lock"
flock --nonblock 9 || { echo "error: another up.sh or down.sh is at work in $STATE" >&2; exit 1; }

# Those that use the database and the queue first, all at once; then what they used, last started first.
for name in "${SERVICES[@]}"; do stop "$name" & done
wait
for ((index = ${#INFRASTRUCTURE[@]} - 1; index >= 0; index--)); do stop "${INFRASTRUCTURE[index]}"; done

if [ "${1-}" = --purge ]; then rm -rf "$CONFIG" "$RUN" "$LOG" "$DATA"; fi
