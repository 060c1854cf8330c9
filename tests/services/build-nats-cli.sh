#!/usr/bin/env bash
# Makes, once, the NATS CLI that tests speak to the product with, from its source through the Go module proxy. Needs
# go and the network; about a minute. Later runs find it and do nothing.
#
#   tests/services/build-nats-cli.sh [FOLDER]     default: $TRAJECTORY_SERVICES or /var/cache/trajectory-services
set -euo pipefail

services=${1:-${TRAJECTORY_SERVICES:-/var/cache/trajectory-services}}
version=v0.5.1

if [ "$("$services/bin/nats" --version 2>/dev/null)" = "$version" ]; then
  echo "$services/bin/nats is ready"
  exit 0
fi
command -v go >/dev/null || { echo "go is missing: install Go 1.25 or newer, or put the nats CLI on the path" >&2; exit 1; }

echo "making $services/bin/nats"
mkdir -p "$services/bin"
# A folder of its own: what a build leaves behind goes with it.
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
GOGC=400 GOPATH=$work/path GOCACHE=$work/cache GOBIN=$work/bin CGO_ENABLED=0 \
  go install -trimpath -ldflags "-s -w -X main.version=$version" \
  "github.com/nats-io/natscli/nats@$version" >"$services/nats-cli.log" 2>&1 || {
  tail -n 20 "$services/nats-cli.log" >&2
  exit 1
}
mv "$work/bin/nats" "$services/bin/nats"
echo "$services/bin/nats is ready"
