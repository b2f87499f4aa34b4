#!/usr/bin/env bash
# Shows what occm does, on a cloud that lives in this machine's memory: plan, apply, change, destroy.
set -euo pipefail

cd "$(dirname "$0")/.."
readonly service=examples/web-service.yaml nodes=examples/nodes.yaml work=.demo
rm -rf $work
mkdir $work
sandbox=

stop() {
    if [ -n "$sandbox" ]; then
        kill "$sandbox" 2>/dev/null || true
        wait "$sandbox" 2>/dev/null || true
    fi
    rm -rf $work
}
trap stop EXIT

say() { printf '\n# %s\n' "$*"; }

# run WORD… : shows an occm command as one would type it, and runs it.
run() {
    printf '$ occm %s\n' "$*"
    .build/debug/occm "$@"
}

say 'Building occm and its sandbox cloud.'
swift build --product occm
swift build --product occm-sandbox

say 'Starting the sandbox: Keystone, Octavia, Neutron and Nova in memory. A change takes it 2 s, as real ones take time.'
.build/debug/occm-sandbox --settle 2s --dir $work >$work/sandbox.log 2>&1 &
sandbox=$!
until [ -s $work/cloud.conf ]; do
    if ! kill -0 "$sandbox" 2>/dev/null; then
        cat $work/sandbox.log >&2
        exit 1
    fi
    sleep 0.1
done
readonly cloud=$work/cloud.conf changed=$work/web-service.yaml

say 'What would the Service get? Nothing is changed by asking.'
run plan -f $service --nodes $nodes --cloud-config $cloud

say 'Make it so.'
run apply -f $service --nodes $nodes --cloud-config $cloud --yes
run tree -f $service --cloud-config $cloud

say 'The Service moves from port 80 to 8080: only what hangs on the port changes.'
sed -E 's/^( *- port:) 80$/\1 8080/' $service >$changed
run apply -f $changed --nodes $nodes --cloud-config $cloud --yes

say 'Everything goes again.'
run apply -f $changed --nodes $nodes --cloud-config $cloud --destroy --yes

stop
cat <<'END'

# The sandbox is stopped. What to try next:
#   .build/debug/occm plan -f examples/dns-service.yaml --nodes examples/nodes.yaml     a plan without any cloud
#   .build/debug/occm-sandbox --settle 2s --dir sandbox                                 your own sandbox, with how to use it
#   .build/debug/occm doctor --cloud-config /etc/kubernetes/cloud.conf                  what your cloud thinks of your configuration
END
