/**
 * Imported before a program: writes its peak memory, in bytes, into the file that PEAK_MEMORY names. On Linux this is VmHWM of
 * proc_pid_status(5), since the maximum that getrusage(2) gives begins with the peak of the process that started the program.
 */
import { readFileSync, writeFileSync } from 'node:fs'

process.on('exit', () => writeFileSync(process.env.PEAK_MEMORY, String(peakMemory() * 1024)))

function peakMemory() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS
  return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8'))[1])
}
