# Writes each service's configuration from its template in config/, with config/common.conf at its end.

identity_url=http://$HOST:${PORT[keystone]}/v3

# credentials SERVICE: how it authenticates to the others.
credentials() {
    cat <<END
auth_url = $identity_url
auth_type = password
username = $1
password = $PASSWORD
project_name = service
user_domain_name = Default
project_domain_name = Default
region_name = $REGION
END
}

# render SERVICE FILE: replaces each @name@.
render() {
    local service=$1 file=$2 text name
    local -A value=(
        [service]=$service [host]=$HOST [region]=$REGION [password]=$PASSWORD
        [data]=$DATA [run]=$RUN [venv]=$VENV
        [identity_url]=$identity_url [credentials]=$(credentials "$service")
        [memcached]=$HOST:${PORT[memcached]}
        [database]=$(database_url "$service")
        [database_api]=$(database_url nova_api) [database_persistence]=$(database_url octavia_persistence)
    )
    for name in "${!PORT[@]}"; do value[port_$name]=${PORT[$name]}; done
    text=$(cat "$HERE/config/$file" "$HERE/config/common.conf")
    for name in "${!value[@]}"; do text=${text//"@$name@"/"${value[$name]}"}; done
    mkdir -p "$CONFIG/$service" "$DATA/$service/lock"
    echo "$text" >"$CONFIG/$service/$file"
}

for service in keystone neutron octavia nova placement barbican; do render $service $service.conf; done
render glance glance-api.conf

mkdir -p "$DATA"/glance/{images,staging,tasks} "$DATA/nova/instances"
cp "$VENV/etc/nova/api-paste.ini" "$CONFIG/nova/"
# Barbican's own file comes without authentication.
sed 's|^/v1: .*|/v1: barbican-api-keystone|' "$VENV/etc/barbican/barbican-api-paste.ini" \
    >"$CONFIG/barbican/barbican-api-paste.ini"

# Octavia insists on a certificate authority for its amphorae, imitated ones included.
if ! [ -s "$DATA/octavia/client.pem" ]; then
    openssl req -x509 -newkey rsa:2048 -passout "pass:$PASSWORD" -keyout "$DATA/octavia/ca.key" \
        -out "$DATA/octavia/ca.pem" -days 3650 -subj /CN=octavia-on-loopback 2>/dev/null
    openssl rsa -in "$DATA/octavia/ca.key" -passin "pass:$PASSWORD" -out "$DATA/octavia/plain.key" 2>/dev/null
    cat "$DATA/octavia/ca.pem" "$DATA/octavia/plain.key" >"$DATA/octavia/client.pem"
fi

# The API programs take their configuration folders from the environment.
export OS_KEYSTONE_CONFIG_DIR=$CONFIG/keystone OS_NEUTRON_CONFIG_DIR=$CONFIG/neutron \
    OS_NEUTRON_CONFIG_FILES=neutron.conf OS_NOVA_CONFIG_DIR=$CONFIG/nova OS_PLACEMENT_CONFIG_DIR=$CONFIG/placement \
    OS_GLANCE_CONFIG_DIR=$CONFIG/glance OS_BARBICAN_CONFIG_DIR=$CONFIG/barbican
