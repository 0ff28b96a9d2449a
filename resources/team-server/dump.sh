#!/usr/bin/env bash
# Copies every database of a PostgreSQL server, every night or, with “once”, now.
#
# PGHOST, PGPORT and PGUSER say where; the password is in /run/secrets/keeper_password or as libpq has it.
# DUMP_AT: when (02:30); KEEP_DAYS: for how many days copies are kept (30); DUMPS: where (/dumps).
set -euo pipefail

dumps=${DUMPS:-/dumps}
at=${DUMP_AT:-02:30}
days=${KEEP_DAYS:-30}
if [ -r /run/secrets/keeper_password ]; then
    PGPASSWORD=$(cat /run/secrets/keeper_password)
    export PGPASSWORD
fi
umask 077

# A copy bears its name only once it is whole.
keep() {
    mv -- "$1.part" "$1"
    echo "$(date '+%F %T') $1"
}

dump_all() {
    local day name file
    day=$(date +%F)
    # Users, groups and who is in which.
    pg_dumpall --globals-only --no-password > "$dumps/users.$day.sql.part"
    keep "$dumps/users.$day.sql"
    while IFS= read -r name; do
        file="$dumps/${name//\//_}.$day.dump"
        pg_dump --format=custom --no-password --file="$file.part" --dbname="dbname='${name//\'/\\\'}'"
        keep "$file"
    done < <(psql --no-password --no-align --tuples-only --dbname=postgres \
        --command="SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'")
    # Only after tonight's copies are whole.
    find "$dumps" -maxdepth 1 -type f \( -name '*.dump' -o -name 'users.*.sql' \) -mtime "+$days" -delete
}

if [ "${1:-}" = once ]; then
    dump_all
    exit
fi
while true; do
    now=$(date +%s)
    next=$(date -d "today $at" +%s)
    [ "$next" -gt "$now" ] || next=$(date -d "tomorrow $at" +%s)
    sleep $((next - now))
    # In a shell of its own: there the first thing that fails ends it, and nothing half-made is kept.
    bash "$0" once || echo "$(date '+%F %T') the copies failed; tried again tomorrow" >&2
done
