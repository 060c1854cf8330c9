#!/bin/sh
# Starts PostgreSQL with TimescaleDB from the Debian 13 tree on loopback, as the tree's unprivileged user, on a new
# database in FOLDER; becomes the postmaster. Called by timescale.ts in a mount name space of its own.
#
#   start-postgres.sh TREE FOLDER PORT        FOLDER/password holds the superuser's password
set -eu
tree=$1
folder=$2
port=$3
bin=/usr/lib/postgresql/17/bin

mount -t proc proc "$tree/proc"
mount --bind /dev "$tree/dev"
mount --bind "$folder" "$tree/srv/run"
chroot "$tree" chown -R postgres: /srv/run

inside() {
  chroot "$tree" setpriv --reuid postgres --regid postgres --init-groups "$@"
}
inside "$bin/initdb" --pgdata /srv/run/data --username postgres --pwfile /srv/run/password \
  --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null

# Durability is not what these tests ask for; a test of crashes kills the process, not the machine.
exec chroot "$tree" setpriv --reuid postgres --regid postgres --init-groups --pdeathsig INT \
  "$bin/postgres" -D /srv/run/data -c port="$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c shared_preload_libraries=timescaledb -c timescaledb.telemetry_level=off -c fsync=off \
  -c max_connections=200 -c timezone=UTC
