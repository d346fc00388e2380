import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { type MachineFacts } from '../../shared/scaling/study.js'
import { linuxOnBattery } from '../lan/courtesy-sensors.js'
import { machineName } from '../machine-name.js'

/** What decides how fast this computer computes, as far as it can be read. */
export function machineFacts(): MachineFacts {
  const logical = availableParallelism()
  const cores = countCores(contentOf('/proc/cpuinfo'), process.platform)
  return {
    host: machineName(),
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? '',
    logical,
    physical: Math.min(logical, cores ?? logical),
    physicalKnown: cores !== undefined,
    governor: contentOf('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor')?.trim() ?? null,
    onBattery: linuxOnBattery() ?? null,
  }
}

/** Cores behind the processors; undefined where the system does not tell. */
export function countCores(cpuinfo: string | undefined, platform: string): number | undefined {
  if (cpuinfo !== undefined) return coresIn(cpuinfo)
  if (platform !== 'darwin') return undefined
  try {
    return Number(execFileSync('sysctl', ['-n', 'hw.physicalcpu'], { encoding: 'utf8' })) || undefined
  } catch {
    return undefined
  }
}

/** Different pairs of package and core; undefined where a virtual machine keeps them to itself. */
function coresIn(cpuinfo: string): number | undefined {
  const pairs = cpuinfo.split(/\n\s*\n/).flatMap(block => {
    const [, core] = /^core id\s*:\s*(\d+)/m.exec(block) ?? []
    const [, chip] = /^physical id\s*:\s*(\d+)/m.exec(block) ?? []
    return core === undefined ? [] : [`${chip ?? 0}/${core}`]
  })
  return pairs.length > 0 ? new Set(pairs).size : undefined
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
