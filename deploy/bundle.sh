#!/bin/sh
# Makes one file with everything that a machine without a network needs: images, compose file,
# checksums, signature. Run it where there is a network; it writes to the current folder:
#
#   deploy/bundle.sh KEY.pem        also creates the key, if there is none
#
# DOCKER_BUILD_OPTIONS is passed to `docker build`, for example --secret id=ca,src=/path/to/ca.pem.
set -eu

key=${1:?Usage: deploy/bundle.sh KEY.pem}
root=$(cd "$(dirname "$0")/.." && pwd)
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$root/package.json")
name=anhop-$version
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=$work/$name
mkdir -p "$out/deploy/tls" "$out/sbom"

images=
for target in server front edge turn prometheus postgres redis; do
  image=anhop-$target:$version
  # shellcheck disable=SC2086 -- options are words
  DOCKER_BUILDKIT=1 docker build ${DOCKER_BUILD_OPTIONS:-} \
    --file "$root/deploy/Dockerfile" --target "$target" --tag "$image" "$root"
  images="$images $image"
done
# shellcheck disable=SC2086 -- names without spaces
docker save $images | gzip > "$out/images.tar.gz"
for list in npm.cdx.json debian.txt; do
  docker run --rm --network none --entrypoint cat "anhop-server:$version" \
    "/usr/share/anhop/$list" > "$out/sbom/$list"
done
cp "$root/docker-compose.yml" "$root/docs/OPERATIONS.md" "$root/LICENSE" "$out/"
cp "$root/deploy/install.sh" "$out/"
cp "$root/deploy/env.example" "$root/deploy/media-node.yml" "$out/deploy/"
cp "$root/deploy/tls/README.md" "$out/deploy/tls/"

if [ ! -f "$key" ]; then
  (umask 077 && openssl genpkey -algorithm ed25519 -out "$key")
  echo "Created a new key: $key"
fi
(cd "$out" && find . -type f ! -name 'SHA256SUMS*' | sort | xargs sha256sum > SHA256SUMS)
openssl pkeyutl -sign -rawin -inkey "$key" -in "$out/SHA256SUMS" -out "$out/SHA256SUMS.sig"
openssl pkey -in "$key" -pubout -out "$key.pub"
tar -C "$work" -cf "$name-bundle.tar" "$name"
echo "$name-bundle.tar is ready. The recipient verifies it with $key.pub; send that through a different channel."
