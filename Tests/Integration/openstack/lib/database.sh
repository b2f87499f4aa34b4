# One MariaDB for all services. SQLite will not do: Octavia's and Neutron's migrations alter constraints.

sql() { mariadb --no-defaults --socket="$SOCKET" --user=root "$@"; }

# has_rows TABLE
has_rows() { [ -n "$(sql --skip-column-names --execute="select 1 from $1 limit 1")" ]; }

# database_url NAME
database_url() {
    echo "mysql+pymysql://openstack:$DATABASE_PASSWORD@localhost/$1?unix_socket=$SOCKET&charset=utf8mb3"
}
