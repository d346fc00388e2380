import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

interface CpuTimes {
  readonly user: number
  readonly nice: number
  readonly sys: number
  readonly idle: number
  readonly irq: number
}

/**
 * Measures how many cores others keep busy, since the last call [cores]; undefined at the first call.
 *
 * Workers run at low priority, and Linux and macOS book such time as `nice`, apart from all that people wait
 * for. Windows does not: there the cores that our workers keep busy are taken off.
 *
 * @param ourBusyCores workers of ours that compute now
 */
export function cpuSensor(
  ourBusyCores: () => number,
  times: () => readonly CpuTimes[] = () => cpus().map(cpu => cpu.times),
  booksNice = process.platform !== 'win32',
): () => number | undefined {
  let before: { busy: number; all: number } | undefined
  return () => {
    const cores = times()
    const sum = (pick: (cpu: CpuTimes) => number): number =>
      cores.reduce((total, cpu) => total + pick(cpu), 0)
    const now = {
      busy: sum(({ user, sys, irq }) => user + sys + irq),
      all: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq),
    }
    const former = before
    before = now
    if (former === undefined || now.all <= former.all) return undefined
    const busy = (cores.length * (now.busy - former.busy)) / (now.all - former.all)
    return Math.max(0, booksNice ? busy : busy - ourBusyCores())
  }
}

/**
 * Whether this computer runs on battery, as Linux tells it; undefined where that is not known. Batteries of
 * mice and keyboards do not count.
 */
export function linuxOnBattery(folder = '/sys/class/power_supply'): boolean | undefined {
  const supplies = namesIn(folder).map(name => {
    const read = (file: string): string | undefined => contentOf(join(folder, name, file))
    return { type: read('type'), online: read('online'), status: read('status'), scope: read('scope') }
  })
  const batteries = supplies.filter(({ type, scope }) => type === 'Battery' && scope !== 'Device')
  if (batteries.length === 0) return supplies.length > 0 ? false : undefined
  if (supplies.some(({ type, online }) => type !== 'Battery' && online === '1')) return false
  return batteries.some(({ status }) => status === 'Discharging')
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}
