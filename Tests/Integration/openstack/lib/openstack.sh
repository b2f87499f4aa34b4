# Starting and feeding OpenStack services.

# start_api NAME MODULE THREADS [UWSGI-OPTION…]
# "Connection: close" keeps an idle client from holding one of the few threads. uwsgi logs each request to LOG/NAME.log.
start_api() {
    local name=$1 module=$2 threads=$3
    shift 3
    start "$name" uwsgi --master --die-on-term --need-app --lazy-apps --enable-threads --processes 1 \
        --threads "$threads" --http-socket "$HOST:${PORT[$name]}" --buffer-size 65535 --listen 100 \
        --add-header "Connection: close" --hook-master-start "unix_signal:15 gracefully_kill_them_all" \
        --worker-reload-mercy 3 --module "$module:application" "$@"
}

# seed identity|resources
seed() {
    local name ports=()
    for name in "${!PORT[@]}"; do ports+=(--port "$name=${PORT[$name]}"); done
    PYTHONPATH=$HERE PYTHONDONTWRITEBYTECODE=1 quietly "seed-$1" python -m seed "$1" --state "$STATE" --host "$HOST" \
        "${ports[@]}" --password "$PASSWORD" --region "$REGION"
}

# wait_for_queues QUEUE… : until each has a consumer.
wait_for_queues() { python "$HERE/lib/wait_for_queues.py" "$HOST:${PORT[rabbitmq]}" "$@"; }
