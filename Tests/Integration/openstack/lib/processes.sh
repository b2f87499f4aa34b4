# Starting, finding and stopping our own processes, and nobody else's.
#
# A process is recorded as "pid start-time": pids are reused, the pair is not. What is not recorded is never signalled.

INFRASTRUCTURE=(mariadb epmd rabbitmq memcached)
SERVICES=(keystone neutron octavia octavia-worker barbican placement glance nova nova-conductor nova-scheduler nova-compute)

start_time() { awk '{ sub(/.*\) /, ""); print $20 }' "/proc/$1/stat" 2>/dev/null; }

# is_running NAME
is_running() {
    local pid started
    [ -s "$RUN/$1.pid" ] || return 1
    read -r pid started <"$RUN/$1.pid"
    [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ]
}

# start NAME COMMAND… : in a session of its own, so that Ctrl-C in the terminal does not reach the cloud.
start() {
    local name=$1
    shift
    if is_running "$name"; then return 0; fi
    # 9 is the lock of up.sh, which must not live on in what it started.
    setsid nice -n 5 "$@" >>"$LOG/$name.log" 2>&1 </dev/null 9>&- &
    echo "$! $(start_time $!)" >"$RUN/$name.pid"
}

# stop NAME: asks, waits, and only then insists, with the whole process group.
stop() {
    local name=$1 patience=30 pid
    if is_running "$name"; then
        read -r pid _ <"$RUN/$name.pid"
        kill -TERM "$pid" 2>/dev/null || true
        for ((tenth = 0; tenth < patience * 10; tenth++)); do
            is_running "$name" || break
            sleep 0.1
        done
        if is_running "$name"; then
            echo "$name did not stop within $patience s: killing it" >&2
            kill -KILL -- "-$pid" 2>/dev/null || true
        fi
    fi
    rm -f "$RUN/$name.pid"
}

# quietly LOG COMMAND… : its output goes to LOG/LOG.log, and only a failure is mentioned.
quietly() {
    local log=$LOG/$1.log
    shift
    nice "$@" >>"$log" 2>&1 || {
        echo "error: '$*' failed; see $log" >&2
        return 1
    }
}

# wait_for NAME COMMAND… : until the command succeeds; gives up when the process NAME ends, or after five minutes.
wait_for() {
    local name=$1 deadline=$((SECONDS + 300))
    shift
    until "$@" >/dev/null 2>&1; do
        if ! is_running "$name"; then
            echo "error: $name has stopped; see $LOG/$name.log" >&2
            return 1
        elif ((SECONDS >= deadline)); then
            echo "error: $name runs, but '$*' still fails; see $LOG/$name.log" >&2
            return 1
        fi
        sleep 0.2
    done
}

# answers URL: any HTTP answer will do, 401 included.
answers() { curl --silent --output /dev/null --max-time 10 "$1"; }

# accepts PORT: something listens there.
accepts() { (exec 3<>"/dev/tcp/$HOST/$1") 2>/dev/null; }
