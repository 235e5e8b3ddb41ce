#!/bin/sh
# The operator's command on the machine itself; docs/OPERATIONS.md, "The command".
exec node /opt/anhop/server/cli/main.ts "$@"
