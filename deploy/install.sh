#!/bin/sh
# Installs a bundle, or upgrades what an earlier one installed. Run it inside the unpacked bundle:
#
#   sh install.sh /path/to/KEY.pem.pub [FOLDER]        FOLDER: /opt/anhop when left out
set -eu

public=${1:?Usage: sh install.sh KEY.pem.pub [FOLDER]}
folder=${2:-/opt/anhop}
here=$(cd "$(dirname "$0")" && pwd)

openssl pkeyutl -verify -rawin -pubin -inkey "$public" \
  -in "$here/SHA256SUMS" -sigfile "$here/SHA256SUMS.sig"
(cd "$here" && sha256sum --check --quiet --strict SHA256SUMS)
# A file that nobody signed is not installed: only those in the list are.
gzip -dc "$here/images.tar.gz" | docker load

mkdir -p "$folder"
sed 's/^[0-9a-f]*  //' "$here/SHA256SUMS" | while read -r file; do
  [ "$file" = ./images.tar.gz ] && continue
  mkdir -p "$folder/$(dirname "$file")"
  cp "$here/$file" "$folder/$file"
done

if [ -f "$folder/.env" ]; then
  echo "Upgraded. In $folder: docker compose up -d --wait --no-build"
else
  cp "$folder/deploy/env.example" "$folder/.env"
  echo "Installed. Set two lines in $folder/.env, and there: docker compose up -d --wait --no-build"
fi
