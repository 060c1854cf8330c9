#!/usr/bin/env bash
# Makes, once, the Debian 13 tree that integration tests take PostgreSQL 17 with TimescaleDB from, and puts its
# nats-server, newer than that of Debian 12, beside it. Needs root, debootstrap and the network; about a minute
# and 0.9 GB. Later runs find the tree and do nothing.
#
#   tests/services/build-debian-tree.sh [FOLDER]     default: $TRAJECTORY_SERVICES or /var/cache/trajectory-services
set -euo pipefail

services=${1:-${TRAJECTORY_SERVICES:-/var/cache/trajectory-services}}
tree=$services/debian-13
version=1 # Count up when the packages change: the tree is made anew.
packages=(postgresql-17 postgresql-17-timescaledb nats-server)

if [ "$(cat "$tree/.trajectory-tree" 2>/dev/null)" = "$version" ]; then
  echo "$tree is ready"
  exit 0
fi
if [ "$(id -u)" != 0 ]; then
  echo "making $tree needs root" >&2
  exit 1
fi
for program in debootstrap unshare chroot; do
  command -v "$program" >/dev/null || { echo "$program is missing: apt-get install debootstrap util-linux" >&2; exit 1; }
done

# The mirror is whatever this machine's apt uses.
mirror=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' | sed -n 's/^Debian //p' | head -n 1)
if [ -z "$mirror" ]; then
  echo "apt knows no Debian mirror: run apt-get update first" >&2
  exit 1
fi

partial=$tree.partial
rm -rf --one-file-system "$partial" "$tree"
mkdir -p "$services"
echo "making $tree"
debootstrap --variant=minbase trixie "$partial" "$mirror" >"$services/debootstrap.log" 2>&1 || {
  tail -n 20 "$services/debootstrap.log" >&2
  exit 1
}

# Nothing starts while packages are installed, and no database cluster is made: tests make their own.
printf '#!/bin/sh\nexit 101\n' >"$partial/usr/sbin/policy-rc.d"
chmod +x "$partial/usr/sbin/policy-rc.d"
mkdir -p "$partial/etc/postgresql-common"
echo 'create_main_cluster = false' >"$partial/etc/postgresql-common/createcluster.conf"
printf 'path-exclude=/usr/share/%s/*\n' doc man locale >"$partial/etc/dpkg/dpkg.cfg.d/small"

# Mounts live in a name space of their own: they vanish with it, whatever happens.
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
unshare --mount --propagation private sh -euc '
  tree=$1
  shift
  mount -t proc proc "$tree/proc"
  chroot "$tree" apt-get --quiet update
  chroot "$tree" apt-get --quiet install --yes --no-install-recommends "$@"
  chroot "$tree" apt-get clean
' - "$partial" "${packages[@]}" >"$services/packages.log" 2>&1 || {
  tail -n 20 "$services/packages.log" >&2
  exit 1
}

mkdir -p "$services/bin" "$partial/srv/run"
nats=$(chroot "$partial" sh -c 'command -v nats-server')
install -m 755 "$partial$nats" "$services/bin/nats-server"
echo "$version" >"$partial/.trajectory-tree"
mv "$partial" "$tree"
echo "$tree is ready"
