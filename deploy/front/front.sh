#!/bin/sh
# Runs HAProxy on port 443, and again with every renewed certificate: connections stay open in the
# process that has them.
set -eu
umask 077

load() {
  cp /front-tls/pair.pem /run/front/pair.new
  mv /run/front/pair.new /run/front/pair.pem
}
load

FRONT_BIND='*:443'
# A machine may have no IPv6.
if grep -q . /proc/net/if_inet6 2>/dev/null; then FRONT_BIND="$FRONT_BIND,:::443"; fi
export FRONT_BIND

haproxy -W -f /etc/haproxy.cfg &
front=$!
trap 'kill -TERM "$front"; wait "$front" || true; exit 0' TERM INT

while kill -0 "$front" 2>/dev/null; do
  sleep 30 &
  wait $! || true
  if ! cmp -s /front-tls/pair.pem /run/front/pair.pem; then
    load
    kill -USR2 "$front"
  fi
done
wait "$front"
