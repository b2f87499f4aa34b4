# MariaDB, RabbitMQ and memcached, as the current user, with durability traded for speed.

if ! [ -d "$DATA/mariadb/mysql" ]; then
    mkdir -p "$DATA/mariadb"
    quietly mariadb-install mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$DATA/mariadb" --skip-test-db \
        --auth-root-authentication-method=normal
fi
start mariadb mariadbd --no-defaults --user="$(id -un)" --datadir="$DATA/mariadb" --socket="$SOCKET" \
    --skip-networking --skip-name-resolve --skip-log-bin --character-set-server=utf8mb3 \
    --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --innodb-buffer-pool-size=128M \
    --innodb-log-file-size=64M --max-connections=400 --performance-schema=OFF

mkdir -p "$DATA/rabbitmq"
: >"$DATA/rabbitmq/no-environment"
echo '[].' >"$DATA/rabbitmq/plugins"
cat >"$DATA/rabbitmq/rabbitmq.conf" <<END
listeners.tcp.1 = $HOST:${PORT[rabbitmq]}
loopback_users.guest = true
log.console = true
log.file = false
END

erlang=(env "HOME=$DATA/rabbitmq" "ERL_EPMD_PORT=${PORT[epmd]}" "ERL_EPMD_ADDRESS=$HOST")
epmd=$(command -v epmd || ls /usr/lib/erlang/erts-*/bin/epmd)
# Started by us, since RabbitMQ would start one that outlives it.
start epmd "${erlang[@]}" "$epmd" -port "${PORT[epmd]}" -address "$HOST"
# A fixed host name in the node's name: its database is tied to it, and machines get renamed. Busy waiting (+sbwt) would
# take a core from the tests.
start rabbitmq "${erlang[@]}" \
    RABBITMQ_NODENAME=occm@localhost RABBITMQ_DIST_PORT="${PORT[rabbitmq-distribution]}" \
    RABBITMQ_MNESIA_BASE="$DATA/rabbitmq/mnesia" RABBITMQ_LOG_BASE="$LOG" \
    RABBITMQ_CONFIG_FILE="$DATA/rabbitmq/rabbitmq.conf" RABBITMQ_CONF_ENV_FILE="$DATA/rabbitmq/no-environment" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$DATA/rabbitmq/plugins" RABBITMQ_PID_FILE="$DATA/rabbitmq/pid" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none" \
    /usr/lib/rabbitmq/bin/rabbitmq-server

start memcached memcached -u "$(id -un)" -l "$HOST" -p "${PORT[memcached]}" -U 0 -m 64

wait_for mariadb sql --execute='select 1'
{
    for database in "${DATABASES[@]}"; do echo "create database if not exists $database;"; done
    echo "create user if not exists 'openstack'@'localhost' identified by '$DATABASE_PASSWORD';"
    echo "grant all on *.* to 'openstack'@'localhost';"
} | sql
