#!/usr/bin/env bash
# Makes the running cloud slow, failing or stingy.
#   knob.sh delay SECONDS|off    each step of Octavia's work takes that much longer
#   knob.sh fail NAME|all|off    work on load balancers with NAME in their name (or all) ends in ERROR
#   knob.sh quota N|off          project k8s may have N load balancers
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
. "$here/lib/paths.sh"

case ${1-}:${2-} in
    delay:off) rm -f "$RUN/octavia-delay" ;;
    delay:?*) echo "$2" >"$RUN/octavia-delay" ;;
    fail:off) rm -f "$RUN/octavia-fail" ;;
    fail:all) : >"$RUN/octavia-fail" ;;
    fail:?*) echo "$2" >"$RUN/octavia-fail" ;;
    quota:?*)
        export OS_CLIENT_CONFIG_FILE=$STATE/clouds.yaml OS_CLOUD=admin
        if [ "$2" = off ]; then openstack loadbalancer quota reset k8s >/dev/null; else
            openstack loadbalancer quota set --loadbalancer "$2" k8s >/dev/null
        fi
        ;;
    *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 1 ;;
esac
