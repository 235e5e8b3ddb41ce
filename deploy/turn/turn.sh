#!/bin/sh
# Fills in the configuration, where no other process sees the secret, and runs the TURN server.
set -eu
umask 077

sed -e "s|@DOMAIN@|$ANHOP_DOMAIN|" -e "s|@ADDRESS@|$ANHOP_ADDRESS|" \
  -e "s|@SECRET@|$(cat /secrets/turn)|" /etc/turnserver.conf > /run/turn/turnserver.conf

# Other machines of a cluster that it may relay media to.
for peer in ${ANHOP_TURN_PEERS:-}; do
  echo "allowed-peer-ip=$peer" >> /run/turn/turnserver.conf
done

exec turnserver -c /run/turn/turnserver.conf
