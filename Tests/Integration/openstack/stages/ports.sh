# A port that somebody else's process holds would look like a service of ours that misbehaves: say so now.

for name in "${!PORT[@]}"; do
    case $name in rabbitmq-distribution) process=rabbitmq ;; *) process=$name ;; esac
    if ! is_running "$process" && accepts "${PORT[$name]}"; then
        echo "error: $name needs port ${PORT[$name]} of $HOST, and another process listens there: stop it first" >&2
        exit 1
    fi
done
