/**
 * Imported before a program: writes its peak memory, in bytes, and the milliseconds that its snapshots took into the file that MEASURED
 * names. On Linux the peak is VmHWM of proc_pid_status(5), since the maximum that getrusage(2) gives begins with the peak of the process
 * that started the program.
 */
import { subscribe } from 'node:diagnostics_channel'
import { readFileSync, writeFileSync } from 'node:fs'

let snapshots = 0
subscribe('matview-check:snapshot', (milliseconds) => (snapshots += milliseconds))

process.on('exit', () =>
  writeFileSync(process.env.MEASURED, JSON.stringify({ memory: peakMemory() * 1024, snapshots })),
)

function peakMemory() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS
  return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8'))[1])
}
