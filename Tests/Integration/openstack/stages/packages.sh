# Debian's part: database, message queue, cache, and a compiler for the two Python packages without wheels.

needed=()
command -v mariadbd >/dev/null || needed+=(mariadb-server)
[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || needed+=(rabbitmq-server)
command -v memcached >/dev/null || needed+=(memcached)
command -v gcc >/dev/null || needed+=(gcc libc6-dev)
command -v curl >/dev/null || needed+=(curl)
command -v openssl >/dev/null || needed+=(openssl)
python3 -c 'import venv, ensurepip' 2>/dev/null || needed+=(python3-venv)
[ -e "$(python3 -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ] || needed+=(python3-dev)

if [ ${#needed[@]} -gt 0 ]; then
    "$REPOSITORY/scripts/apt-install.sh" --services-stay-off "${needed[@]}"
fi
