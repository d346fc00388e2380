import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * Resident set of processes of this computer by id [bytes]. What cannot be told is left out: a process that
 * is gone, and on Windows all of them, where asking costs more than the answer is worth.
 */
export async function residentSets(pids: readonly number[]): Promise<Map<number, number>> {
  if (pids.length === 0) return new Map()
  try {
    if (process.platform === 'linux') return new Map((await Promise.all(pids.map(ofStatus))).flat())
    if (process.platform === 'darwin') return await ofPs(pids)
  } catch {
    // A figure for people; nothing depends on it.
  }
  return new Map()
}

async function ofStatus(pid: number): Promise<[number, number][]> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kib === undefined ? [] : [[pid, 1024 * Number(kib)]]
}

async function ofPs(pids: readonly number[]): Promise<Map<number, number>> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,rss=', '-p', pids.join(',')])
  const rows = stdout
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/).map(Number))
  return new Map(rows.map(([pid, kib]) => [pid!, 1024 * kib!]))
}
