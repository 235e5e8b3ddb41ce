#!/bin/sh
# Run before everything else: makes what only machines have to know, once.
set -eu
umask 027
file=/secrets/turn
[ -s "$file" ] && exit 0
head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' > "$file.new"
mv "$file.new" "$file"
echo 'The secret shared with the TURN server was made.'
