# Creates the tables: by the services' own migrations the first time, from a dump of their result after a purge.

dump=$CACHE/schemas-$(sha256sum <"$HERE/requirements.lock" | cut --characters=1-12).sql

migrate() { quietly migrations "$@"; }

migrate_first_half() {
    migrate keystone-manage --config-file "$CONFIG/keystone/keystone.conf" db_sync
    migrate octavia-db-manage --config-file "$CONFIG/octavia/octavia.conf" upgrade head
    migrate octavia-db-manage --config-file "$CONFIG/octavia/octavia.conf" upgrade_persistence
    # It ignores --config-file: without -d it would fill ./barbican.sqlite.
    migrate barbican-manage db upgrade -d "$(database_url barbican)"
    migrate placement-manage --config-file "$CONFIG/placement/placement.conf" db sync
    migrate glance-manage --config-file "$CONFIG/glance/glance-api.conf" db_sync
}

migrate_second_half() {
    local nova=(nova-manage --config-file "$CONFIG/nova/nova.conf")
    migrate neutron-db-manage --config-file "$CONFIG/neutron/neutron.conf" upgrade heads
    migrate "${nova[@]}" api_db sync
    migrate "${nova[@]}" cell_v2 map_cell0 --database_connection "$(database_url nova_cell0)"
    migrate "${nova[@]}" db sync
    "${nova[@]}" cell_v2 list_cells 2>/dev/null | grep --quiet cell1 ||
        migrate "${nova[@]}" cell_v2 create_cell --name cell1
}

if ! [ -e "$DATA/.migrated" ]; then
    if [ -s "$dump" ]; then
        sql <"$dump"
    else
        migrate_first_half &
        first=$!
        migrate_second_half &
        second=$!
        wait $first
        wait $second
        mariadb-dump --no-defaults --socket="$SOCKET" --user=root --databases "${DATABASES[@]}" >"$dump.part"
        mv "$dump.part" "$dump"
    fi
    touch "$DATA/.migrated"
fi
