# A PostgreSQL of its own on this machine, for the scripts that need one; to be sourced, with $work
# a folder that the script makes and removes. Sets $bin and $port, and defines the functions below.

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || true)")

# PostgreSQL refuses to run as root.
postgres_as() {
  if [ "$(id -u)" = 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

. ops/free-port.sh

# Starts one whose superuser is the role owner, with more settings of the server as arguments.
start_postgres() {
  mkdir "$work/postgres"
  if [ "$(id -u)" = 0 ]; then
    chmod 711 "$work"
    chown postgres "$work/postgres"
  fi
  port=$(free_port)
  postgres_as "$bin/initdb" -D "$work/postgres" -U owner -A trust >/dev/null
  postgres_as "$bin/pg_ctl" -D "$work/postgres" -w -l "$work/postgres/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= $*" start >/dev/null
}

stop_postgres() {
  postgres_as "$bin/pg_ctl" -D "$work/postgres" -m immediate stop >/dev/null 2>&1 || true
}
