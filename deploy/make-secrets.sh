#!/bin/sh
# Runs before everything else: generates the secrets that only machines need, once.
set -eu
umask 027
make() {
  file=/secrets/$1
  [ -s "$file" ] && return
  head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' > "$file.new"
  mv "$file.new" "$file"
  echo "Generated the secret shared with the $2."
}
make turn 'TURN server'
make postgres 'database server'
make redis 'servers of a cluster'
