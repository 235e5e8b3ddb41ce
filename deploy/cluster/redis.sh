#!/bin/sh
# Redis with its password, which is only in memory and on no command line.
set -eu
umask 077
cp /etc/anhop/redis.conf /tmp/redis.conf
printf 'requirepass %s\n' "$(cat /secrets/redis)" >> /tmp/redis.conf
exec redis-server /tmp/redis.conf
