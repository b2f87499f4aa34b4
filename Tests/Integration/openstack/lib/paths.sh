# Where everything lives and which ports it listens on. Sourced by every script here.

HERE=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
REPOSITORY=$(dirname "$(dirname "$(dirname "$HERE")")")

# All state is in one folder, so that forgetting the cloud means deleting the folder.
STATE=${OCCM_OPENSTACK_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/occm-openstack}
VENV=$STATE/venv
CONFIG=$STATE/etc
RUN=$STATE/run
LOG=$STATE/log
DATA=$STATE/data
CACHE=$STATE/cache
SOCKET=$RUN/mariadb.sock

# OpenStack's own ports, so that URLs look as on any other cloud …
HOST=127.0.0.1
REGION=RegionOne
declare -A PORT=(
    [keystone]=5000 [neutron]=9696 [octavia]=9876 [nova]=8774
    [placement]=8778 [glance]=9292 [barbican]=9311
    # … and others than Debian's for what a machine may already run.
    [rabbitmq]=25672 [rabbitmq-distribution]=25673 [epmd]=25674 [memcached]=25211
)

# Loopback only, thrown away with the folder: nothing is protected by these.
PASSWORD=loopback
DATABASE_PASSWORD=loopback

DATABASES=(keystone neutron octavia octavia_persistence nova_api nova nova_cell0 placement glance barbican)

export PATH=$VENV/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PYTHONUNBUFFERED=1 OCCM_OPENSTACK_RUN=$RUN
# A developer's own OpenStack or Python settings must not leak into the cloud.
unset OS_CLOUD OS_AUTH_URL PYTHONPATH PYTHONDONTWRITEBYTECODE
