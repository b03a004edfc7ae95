#!/bin/sh
# The same requests to the same nginx by h2load, wrk, aiohttp and rcs-scrub, in turn: requests/s and client CPU of each.
#   run.sh BIN-FOLDER [ROUNDS] [OPTIONS]     (run.sh --help tells them)
# Debian's python3, whatever else is in the path: it has python3-aiohttp.
exec /usr/bin/python3 -B "$(dirname "$0")/versus.py" "$@"
