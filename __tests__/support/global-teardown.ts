import type { SetupGlobals } from './global-setup.js'

/** Stops the server of global-setup.ts. Where this is not reached, it ends with jest's process. */
export default async function globalTeardown(): Promise<void> {
  await (globalThis as SetupGlobals).testServer?.close()
}
