#!/usr/bin/env bash
# One line a process of the cloud: whether it runs and how much memory it takes. Exit 1 if one does not run.
#   --folder   prints only where the cloud's files are
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
for library in paths processes; do . "$here/lib/$library.sh"; done

if [ "${1-}" = --folder ]; then
    echo "$STATE"
    exit 0
fi

# memory_of PID: of its whole process group, in MiB.
memory_of() { ps -eo pgid=,rss= | awk -v group="$1" '$1 == group { sum += $2 } END { printf "%d", sum / 1024 }'; }

complete=true
for name in "${INFRASTRUCTURE[@]}" "${SERVICES[@]}"; do
    if is_running "$name"; then
        read -r pid _ <"$RUN/$name.pid"
        printf '%-16s runs, %4s MiB, pid %s\n' "$name" "$(memory_of "$pid")" "$pid"
    else
        printf '%-16s does not run\n' "$name"
        complete=false
    fi
done
$complete
