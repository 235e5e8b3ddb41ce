#!/bin/sh
# Installs a bundle or upgrades an earlier one. Run it inside the unpacked bundle:
#
#   sh install.sh /path/to/KEY.pem.pub [FOLDER]        FOLDER: default /opt/anhop
set -eu

public=${1:?Usage: sh install.sh KEY.pem.pub [FOLDER]}
folder=${2:-/opt/anhop}
here=$(cd "$(dirname "$0")" && pwd)

openssl pkeyutl -verify -rawin -pubin -inkey "$public" \
  -in "$here/SHA256SUMS" -sigfile "$here/SHA256SUMS.sig"
(cd "$here" && sha256sum --check --quiet --strict SHA256SUMS)
# Install only signed files: those in the list.
gzip -dc "$here/images.tar.gz" | docker load

mkdir -p "$folder"
sed 's/^[0-9a-f]*  //' "$here/SHA256SUMS" | while read -r file; do
  [ "$file" = ./images.tar.gz ] && continue
  mkdir -p "$folder/$(dirname "$file")"
  cp "$here/$file" "$folder/$file"
done

if [ -f "$folder/.env" ]; then
  echo "Upgraded. In $folder, run: docker compose up -d --wait --no-build"
else
  cp "$folder/deploy/env.example" "$folder/.env"
  echo "Installed. Set two lines in $folder/.env, then run there: docker compose up -d --wait --no-build"
fi
