#!/bin/sh
# Installs Node and npm to /usr/local from the npm registry, each checked against its pinned hash.
set -eu

case "$(uname -m)" in
  x86_64) platform=linux-x64 ;;
  aarch64) platform=linux-arm64 ;;
  *) echo "There is no Node package for $(uname -m)." >&2; exit 1 ;;
esac

# fetch NAME VERSION INTEGRITY FOLDER
fetch() {
  set -- "$1" "$2" "$3" "$4" "/tmp/$1.tgz"
  ca=/run/secrets/ca
  [ -f "$ca" ] && set -- "$@" --cacert "$ca"
  name=$1 version=$2 integrity=$3 folder=$4 file=$5
  shift 5
  curl --fail --silent --show-error --retry 3 "$@" \
    --output "$file" "${NPM_REGISTRY%/}/$name/-/$name-$version.tgz"
  found="sha512-$(openssl dgst -sha512 -binary "$file" | base64 -w0)"
  if [ "$found" != "$integrity" ]; then
    echo "$name $version does not match its pinned hash: $found" >&2
    exit 1
  fi
  mkdir -p "$folder"
  tar -xzf "$file" -C "$folder" --strip-components=1
  rm "$file"
}

lock=/setup/node/$platform/package-lock.json
of_lock() { sed -n "/node_modules\/node-$platform/,\$s/.*\"$1\": \"\(.*\)\".*/\1/p" "$lock" | head -n 1; }

fetch "node-$platform" "$(of_lock version)" "$(of_lock integrity)" /tmp/node
install -m 755 /tmp/node/bin/node /usr/local/bin/node
rm -rf /tmp/node
fetch npm "$NPM_VERSION" "$NPM_INTEGRITY" /usr/local/lib/node_modules/npm
ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
