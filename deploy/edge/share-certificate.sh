#!/bin/sh
# Passes the edge's certificate and key to the TURN server, and nothing else that the edge keeps, such
# as its authority's key. Checks for renewals every minute.
set -eu
umask 027
trap 'exit 0' TERM INT

find_pair() {
  if [ "$ANHOP_TLS" = files ]; then
    cert=/tls/cert.pem key=/tls/key.pem
  else
    # The newest: another authority may have been used before.
    cert=$(find /data/caddy/certificates -name "$ANHOP_DOMAIN.crt" -printf '%T@ %p\n' 2>/dev/null |
      sort -rn | head -n 1 | cut -d ' ' -f 2-)
    key=${cert%.crt}.key
  fi
  [ -s "$cert" ] && [ -s "$key" ]
}

while :; do
  if find_pair && ! cmp -s "$cert" /turn-tls/cert.pem; then
    # The key first: the reader waits for a new certificate.
    cp "$key" /turn-tls/key.new && mv /turn-tls/key.new /turn-tls/key.pem
    cp "$cert" /turn-tls/cert.new && mv /turn-tls/cert.new /turn-tls/cert.pem
    chmod 640 /turn-tls/*.pem
    echo 'Passed a new certificate to the TURN server.'
  fi
  if [ -s /turn-tls/cert.pem ]; then sleep 60 & else sleep 1 & fi
  wait $!
done
