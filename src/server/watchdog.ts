/** The owner of the throwaway server; it has no password, since only its own user (and root) can reach the socket. */
export const SUPERUSER = 'postgres'

/**
 * Makes and runs a cluster in folder $1 with the programs in $2, until file descriptor 3 reaches its end: that is when the
 * process that holds its other end is gone, even by SIGKILL. Then it ends the server at once and deletes the folder. Prints the
 * log's end. $3 and $4 are options without blanks or quotes in them, and are split into words.
 *
 * POSIX sh starts background commands with SIGQUIT ignored; initdb and postgres set their own handlers (SIGQUIT is
 * "immediate shutdown"), and all of them are in the shell's process group. One that comes before those handlers are set is lost: hence the loop.
 */
export const WATCHDOG = `
folder=$1 bin=$2 initdb=$3 server=$4
trap : QUIT
{ "$bin/initdb" -D "$folder/data" $initdb && exec "$bin/postgres" -D "$folder/data" -k "$folder" $server; } \\
  </dev/null >>"$folder/log" 2>&1 3<&- &
work=$!
{
  read -r nothing
  while kill -0 "$work"; do kill -QUIT 0; sleep 0.1 || sleep 1; done
} <&3 >/dev/null 2>&1 &
lifeline=$!
while kill -0 "$work" 2>/dev/null; do wait "$work"; done
kill "$lifeline" 2>/dev/null
tail -n 20 "$folder/log"
rm -rf "$folder"
`

/** The same on every machine: C for messages and formats, and from 17 on the builtin locale for letters beyond ASCII. */
export function initdbOptions(major: number): string {
  const locale = major >= 17 ? '--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8' : '--locale=C'
  return `--username=${SUPERUSER} --auth=trust --no-sync --encoding=UTF8 ${locale}`
}

/**
 * Durability is given up, since nothing outlives the run. What changes how a migration goes stays at PostgreSQL's default, as
 * in production: max_locks_per_transaction, so that a migration that takes too many locks fails here too, and autovacuum,
 * without which the catalogs of a long history bloat.
 */
export function serverOptions(): string {
  const settings = [
    'listen_addresses=',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_wal_size=2GB',
    'checkpoint_timeout=1h',
    'timezone=UTC',
    'log_timezone=UTC',
  ]
  return ['-p 5432', ...settings.map((setting) => `-c ${setting}`)].join(' ')
}
