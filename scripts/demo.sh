#!/usr/bin/env bash
# Shows what occm does, on a cloud and a cluster that live in this machine's memory: occm runs, Services come and go, and
# load balancers follow them and the nodes.
set -euo pipefail

cd "$(dirname "$0")/.."
readonly work=.demo
readonly cloud=$work/cloud.conf log=$work/occm.log
export KUBECONFIG=$work/kubeconfig
sandbox=
controller=

# halt PID : ends a process of ours and waits until it has.
halt() {
    kill "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

stop() {
    if [ -n "$controller" ]; then halt "$controller"; fi
    if [ -n "$sandbox" ]; then halt "$sandbox"; fi
    rm -rf $work
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '\n# %s\n' "$*"; }

occm() { .build/debug/occm "$@"; }

if command -v kubectl >/dev/null; then
    client=kubectl
    client() { kubectl --cache-dir=$work/kubectl "$@"; }
else
    client='occm-sandbox client'
    client() { .build/debug/occm-sandbox client "$@"; }
fi

# run COMMAND WORD… : shows a command as one would type it, and runs it.
run() {
    if [ "$1" = client ]; then printf '$ %s\n' "$client ${*:2}"; else printf '$ %s\n' "$*"; fi
    "$@"
}

# await WHAT COMMAND WORD… : waits until a command succeeds, and gives up when it takes too long.
await() {
    local what=$1 end=$((SECONDS + 60))
    shift
    until "$@" >/dev/null 2>&1; do
        if [ $SECONDS -ge $end ]; then
            printf 'error: %s took longer than a minute; occm says:\n' "$what" >&2
            tail --lines=20 $work/*.log >&2
            exit 1
        fi
        sleep 0.1
    done
}

# A port that nobody listens on.
free_port() {
    local port=10258
    while (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; do port=$((port + 1)); done
    echo $port
}

is_published() { [[ $(client get services) != *'<pending>'* ]]; }
members() { occm tree web-service --cloud-config $cloud | grep --only-matching 'member .*'; }
is_settled() { occm plan --all --cloud-config $cloud --detailed-exitcode && [[ $(members) != *PENDING* ]]; }

say 'Building occm and its sandbox.'
swift build --product occm
swift build --product occm-sandbox
if ! command -v curl >/dev/null; then scripts/apt-install.sh curl; fi

say 'Starting the sandbox: OpenStack and a Kubernetes API in memory. A change of a load balancer takes it a second.'
rm -rf $work
mkdir $work
.build/debug/occm-sandbox --kubernetes --settle 1s --dir $work >$work/sandbox.log 2>&1 &
sandbox=$!
await 'starting the sandbox' test -s $cloud
port=$(free_port)
readonly port

say 'Starting the cloud-controller-manager. Its metrics need a token as a rule; here everybody may read them.'
readonly paths=/healthz,/livez,/readyz,/metrics
printf '$ occm run --kubeconfig %s --cloud-config %s --secure-port %s --configure-cloud-routes=false --authorization-always-allow-paths %s &\n' \
    $KUBECONFIG $cloud "$port" $paths
.build/debug/occm run --kubeconfig $KUBECONFIG --cloud-config $cloud --bind-address 127.0.0.1 --secure-port "$port" \
    --configure-cloud-routes=false --authorization-always-allow-paths $paths 2>$log &
controller=$!
await 'starting occm' curl --silent --fail --insecure "https://127.0.0.1:$port/readyz"
await 'becoming leader' grep --quiet 'Became leader' $log

say 'What will a Service get? Nothing is changed by asking.'
run occm plan -f examples/web-service.yaml --nodes $work/nodes.yaml --cloud-config $cloud

say 'The Services are applied; occm makes their load balancers.'
run client apply -f examples/web-service.yaml
run client apply -f examples/tcp-service.yaml
await 'making load balancers' is_published
run client get services
run occm tree web-service --cloud-config $cloud

say 'A node joins: one call a pool.'
run client apply -f examples/node-4.yaml
await 'following a node that joined' is_settled
members

say 'A node goes.'
run client delete node node-1
await 'following a node that went' is_settled
members

say 'Is everything as it should be?'
run occm plan --all --cloud-config $cloud

say 'What people see on their Services.'
run client get events

say "What dashboards see: curl --insecure https://127.0.0.1:$port/metrics"
curl --silent --insecure "https://127.0.0.1:$port/metrics" | grep --extended-regexp \
    '^(occm_service_passes_total|occm_services|occm_node_change_to_members_active_seconds_(sum|count)|openstack_api_requests_total)'

say 'The Services are deleted, and their load balancers with them.'
run client delete service web-service
run client delete service tcp-service
run client get services

say 'All that OpenStack was asked to change:'
url=$(sed --quiet 's|^auth-url=\(http://[^/]*\)/.*|\1|p' $cloud)
curl --silent "$url/_sandbox/counts" | grep --only-matching --extended-regexp '"(POST|PUT|DELETE) [^"]*": *[0-9]+' |
    grep --invert-match /identity/

say 'SIGTERM: occm ends what it is at, and gives its lease up.'
halt "$controller"
controller=
tail --lines=2 $log

cat <<'END'

# The sandbox is stopped, too. What to try next:
#   .build/debug/occm-sandbox --kubernetes --dir sandbox                                your own sandbox, with how to use it
#   .build/debug/occm plan -f examples/dns-service.yaml --nodes examples/nodes.yaml     a plan without any cloud
#   .build/debug/occm plan --all --cloud-config /etc/kubernetes/cloud.conf              what occm would change in your cluster
#   docs/how-to/switch-from-the-go-occm.md                                              trying it beside the Go OCCM
END
