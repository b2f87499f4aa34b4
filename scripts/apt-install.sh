#!/usr/bin/env bash
# apt-install.sh [--services-stay-off] PACKAGE… : installs Debian packages, and says so first.
#   --services-stay-off   the packages' services are not started (their programs are used directly)
set -euo pipefail

services_stay_off=false
if [ "${1-}" = --services-stay-off ]; then
    services_stay_off=true
    shift
fi

if ! command -v apt-get >/dev/null; then
    echo "error: this needs what Debian calls $*; install your distribution's packages for it and try again" >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root=()
elif command -v sudo >/dev/null; then
    as_root=(sudo)
else
    echo "error: not root and no sudo here; as root, run: apt-get install $*" >&2
    exit 1
fi

echo "Installing with ${as_root[*]:+sudo }apt-get: $*"

# The way to tell Debian's packages not to start services; a policy that is already there is left alone.
policy=/usr/sbin/policy-rc.d
if $services_stay_off && ! [ -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $policy >/dev/null
    "${as_root[@]}" chmod 755 $policy
    trap '"${as_root[@]}" rm -f $policy' EXIT
fi

apt_get() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@" </dev/null; }
apt_get update -qq
apt_get install -qq --yes --no-install-recommends "$@" >/dev/null
