#!/bin/sh
# Fills in the configuration, where no other process sees the secret, and runs the TURN server. On
# SIGUSR2, turnserver reloads a renewed certificate without interruption.
set -eu
umask 077

sed -e "s|@DOMAIN@|$ANHOP_DOMAIN|" -e "s|@ADDRESS@|$ANHOP_ADDRESS|" \
  -e "s|@SECRET@|$(cat /secrets/turn)|" /etc/turnserver.conf > /run/turn/turnserver.conf

# Other machines of a cluster that it may relay media to.
for peer in ${ANHOP_TURN_PEERS:-}; do
  echo "allowed-peer-ip=$peer" >> /run/turn/turnserver.conf
done

turnserver -c /run/turn/turnserver.conf &
server=$!
trap 'kill -TERM "$server"; wait "$server" || true; exit 0' TERM INT

known=$(cksum < /turn-tls/cert.pem)
while kill -0 "$server" 2>/dev/null; do
  sleep 30 &
  wait $! || true
  found=$(cksum < /turn-tls/cert.pem)
  if [ "$found" != "$known" ]; then
    known=$found
    kill -USR2 "$server"
  fi
done
wait "$server"
