#!/usr/bin/env bash
# Runs the integration tests against a real OpenStack on loopback. Where none runs yet it starts one, and stops it at
# the end.
#   KEEP=1   leave it running: the next run begins in seconds
# Arguments go to `swift test`.
set -euo pipefail

cd "$(dirname "$0")/.."
readonly cloud=Tests/Integration/openstack

# First what can fail without a cloud.
swift build --build-tests

if [ "${KEEP:-0}" != 1 ] && ! $cloud/status.sh >/dev/null; then trap '$cloud/down.sh' EXIT; fi
$cloud/up.sh
OCCM_INTEGRATION_CLOUD=$($cloud/status.sh --folder) swift test --skip-build --filter IntegrationTests "$@"
