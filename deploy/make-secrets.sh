#!/bin/sh
# Run before everything else: makes what only machines have to know, once.
set -eu
umask 027
make() {
  file=/secrets/$1
  [ -s "$file" ] && return
  head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' > "$file.new"
  mv "$file.new" "$file"
  echo "The secret shared with the $2 was made."
}
make turn 'TURN server'
make postgres 'database server'
make redis 'servers of a cluster'
