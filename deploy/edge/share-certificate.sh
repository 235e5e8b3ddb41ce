#!/bin/sh
# Hands the edge's certificate on to the TURN server: this one file pair, and nothing else that the
# edge keeps, such as the key of its own authority. Looks again every minute, for renewals.
set -eu
umask 027
trap 'exit 0' TERM INT

find_pair() {
  if [ "$ANHOP_TLS" = files ]; then
    cert=/tls/cert.pem key=/tls/key.pem
  else
    # The newest: another authority may have been in use before.
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
    echo 'The TURN server has a new certificate.'
  fi
  if [ -s /turn-tls/cert.pem ]; then sleep 60 & else sleep 1 & fi
  wait $!
done
