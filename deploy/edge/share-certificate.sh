#!/bin/sh
# Passes the edge's certificate and key to the service in front, and nothing else that the edge keeps,
# such as its authority's key. Checks for renewals every minute.
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

pair=/front-tls/pair.pem
while :; do
  if find_pair && { cat "$cert" && echo && cat "$key"; } > "$pair.new" && ! cmp -s "$pair.new" "$pair"; then
    chmod 640 "$pair.new"
    mv "$pair.new" "$pair"
    echo 'Passed on a new certificate.'
  fi
  if [ -s "$pair" ]; then sleep 60 & else sleep 1 & fi
  wait $!
done
