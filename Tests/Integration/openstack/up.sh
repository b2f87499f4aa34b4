#!/usr/bin/env bash
# Starts a real OpenStack on 127.0.0.1, or what is missing of it. docs/how-to/run-a-real-openstack.md tells what it is.
#   OCCM_OPENSTACK_HOME   where everything it writes lives (default ~/.cache/occm-openstack)
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
for library in paths processes database openstack; do . "$here/lib/$library.sh"; done

mkdir -p "$CONFIG" "$RUN" "$LOG" "$DATA" "$CACHE"
cd "$DATA"
ulimit -n 65536 2>/dev/null || true

# Two of these at once would each start half a cloud.
exec 9>"$STATE/.lock"
flock --nonblock 9 || { echo "error: another up.sh or down.sh is at work in $STATE" >&2; exit 1; }

for stage in packages python ports infrastructure configuration schemas keystone services resources; do
    began=$EPOCHREALTIME
    . "$HERE/stages/$stage.sh"
    awk -v name="$stage" -v began="$began" -v now="$EPOCHREALTIME" 'BEGIN { printf "%-16s %6.1f s\n", name, now - began }'
done

echo
echo "A real OpenStack runs on $HOST. As user occm of project k8s:"
echo "  export OS_CLIENT_CONFIG_FILE=$STATE/clouds.yaml OS_CLOUD=k8s"
echo "  $VENV/bin/openstack loadbalancer list"
