#!/bin/sh
# The database server. The first run creates the store's database; an interrupted first run starts
# over.
set -eu
umask 077
data=/data/15
if [ ! -s "$data/PG_VERSION" ]; then
  rm -rf /data/new
  # Nobody needs the superuser over the network, and pg_hba.conf does not allow it.
  initdb -D /data/new -U postgres --encoding=UTF8 --locale=C.UTF-8 --auth=reject > /dev/null
  # One statement per line. The secret is hexadecimal (make-secrets.sh), and on no command line.
  {
    printf "create role anhop login password '%s';\n" "$(cat /secrets/postgres)"
    printf 'create database anhop owner anhop;\n'
    printf 'revoke connect on database postgres from public;\n'
  } | postgres --single -D /data/new -c exit_on_error=on -c log_min_error_statement=panic \
    -c password_encryption=scram-sha-256 postgres > /dev/null
  mv /data/new "$data"
  echo 'Created the database.'
fi
exec postgres -D "$data" -c config_file=/etc/anhop/postgresql.conf
