#!/bin/sh
# Installs from Debian what the tests need beside Python, where it is missing.
set -eu

missing=""
PATH="$PATH:/sbin:/usr/sbin"
program() { command -v "$1" >/dev/null || missing="$missing $2"; }
library() { ldconfig -p | grep -qF "$1" || missing="$missing $2"; }

program chromium chromium
program caddy caddy
program git git
program systemd-analyze systemd
program ip iproute2
program turnserver coturn
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
ls /usr/lib/*/faketime/libfaketime.so.1 >/dev/null 2>&1 || missing="$missing faketime"
library libGL.so.1 libgl1
library libgthread-2.0.so.0 libglib2.0-0

[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need these Debian packages, which only root can install: apt-get install$missing" >&2
    exit 1
fi
echo "Installing$missing …"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
