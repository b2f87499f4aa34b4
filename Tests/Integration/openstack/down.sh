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

# Those that use the database and the queue, all at once; then these.
for name in nova-compute nova nova-scheduler nova-conductor barbican glance placement octavia-worker octavia neutron keystone; do
    stop "$name" &
done
wait
stop memcached
stop rabbitmq 30
stop epmd 5
stop mariadb 30

if [ "${1-}" = --purge ]; then rm -rf "$CONFIG" "$RUN" "$LOG" "$DATA"; fi
