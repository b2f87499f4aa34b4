# Keystone first: every other service checks its tokens there, and the seed creates their users.

manage=(keystone-manage --config-file "$CONFIG/keystone/keystone.conf")
if ! [ -e "$DATA/keystone/.bootstrapped" ]; then
    mkdir -p "$DATA"/keystone/{fernet,credential}
    chmod 700 "$DATA"/keystone/{fernet,credential}
    for keys in fernet_setup credential_setup; do
        quietly bootstrap "${manage[@]}" $keys --keystone-user "$(id -un)" --keystone-group "$(id -gn)"
    done
    quietly bootstrap "${manage[@]}" bootstrap --bootstrap-password "$PASSWORD" --bootstrap-region-id "$REGION" \
        --bootstrap-public-url "$identity_url" --bootstrap-internal-url "$identity_url" \
        --bootstrap-admin-url "$identity_url"
    touch "$DATA/keystone/.bootstrapped"
fi

start_api keystone keystone.wsgi.api 8
wait_for keystone answers "$identity_url"
seed identity
