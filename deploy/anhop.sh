#!/bin/sh
# What an operator does at the machine itself; docs/OPERATIONS.md, "The command".
exec node /opt/anhop/server/cli/main.ts "$@"
