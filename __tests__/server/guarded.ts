import { chown, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { launch } from '../../src/server/cluster.js'
import type { Cluster } from '../../src/server/cluster.js'
import { prepareSite } from '../../src/server/site.js'

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** A PostgreSQL as a service container is one: over TCP, and with a password. It is still starting when this returns. */
export async function startGuardedServer(): Promise<Cluster> {
  const site = await prepareSite(null)
  const port = await freePort()
  const passwordFile = join(site.folder, 'password')
  await writeFile(passwordFile, 'hush')
  if (site.account) await chown(passwordFile, site.account.uid, site.account.gid)
  const initdb = `--username=postgres --auth=scram-sha-256 --pwfile=${passwordFile} --no-sync --locale=C --encoding=LATIN1`
  const server = `-p ${port} -c listen_addresses=127.0.0.1 -c fsync=off`
  const target = {
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: 'hush',
    sslmode: null,
    database: 'postgres',
  }
  return launch(site, { initdb, server }, target)
}
