import { type MachineView } from '../shared/owner-contract.js'
import { createPace, type Pace } from './eta.js'
import { type ExecutorLoad } from './leases.js'
import { type Executor } from './ports.js'

/** What the machines of a sweep have done, also those that have gone. */
export interface Machines {
  readonly joined: (executor: Executor, now: number) => void
  /** The machine behind an executor; of an earlier run it is told by the name: `machine/slot`. */
  readonly of: (executorId: string) => Pick<MachineView, 'machine' | 'trusted'>
  readonly computed: (executorId: string, points: number, now: number) => void
  readonly fault: (executorId: string) => void
  readonly audited: (machine: string, points: number) => void
  readonly setAside: (machine: string) => void
  readonly isSetAside: (machine: string) => boolean
  readonly views: (loads: readonly ExecutorLoad[], now: number) => MachineView[]
}

interface Tally {
  readonly machine: string
  readonly trusted: boolean
  readonly pace: Pace
  points: number
  faults: number
  audited: number
  setAside: boolean
}

export function createMachines(): Machines {
  const tallies = new Map<string, Tally>()
  const machineOf = new Map<string, string>()

  const tallyOf = (executorId: string): Tally | undefined => tallies.get(machineOf.get(executorId) ?? '')

  function views(loads: readonly ExecutorLoad[], now: number): MachineView[] {
    const ended = [...tallies.values()].reduce((sum, { points }) => sum + points, 0)
    return [...tallies.values()]
      .sort((a, b) => Number(b.trusted) - Number(a.trusted))
      .map(({ pace, ...tally }) => ({
        ...tally,
        lanes: loads.filter(({ machine }) => machine === tally.machine).length,
        share: ended > 0 ? tally.points / ended : 0,
        pointsPerSecond: pace.pointsPerSecond(now),
        rule: tally.setAside
          ? 'set aside: it gave other values than the others'
          : ruleOf(tally.machine, loads),
      }))
  }

  return {
    joined: ({ id, machine, trusted }, now) => {
      machineOf.set(id, machine)
      if (!tallies.has(machine))
        tallies.set(machine, {
          machine,
          trusted,
          pace: createPace(now),
          points: 0,
          faults: 0,
          audited: 0,
          setAside: false,
        })
    },
    of: executorId => {
      const machine = machineOf.get(executorId) ?? executorId.replace(/\/[^/]*$/, '')
      return { machine, trusted: tallies.get(machine)?.trusted ?? false }
    },
    computed: (executorId, points, now) => {
      const tally = tallyOf(executorId)
      if (tally === undefined) return
      tally.points += points
      tally.pace.note(now, points)
    },
    fault: executorId => {
      const tally = tallyOf(executorId)
      if (tally) tally.faults++
    },
    audited: (machine, points) => {
      const tally = tallies.get(machine)
      if (tally) tally.audited += points
    },
    setAside: machine => {
      const tally = tallies.get(machine)
      if (tally === undefined) return
      tally.setAside = true
      // What it computed is taken back.
      tally.points = 0
    },
    isSetAside: machine => tallies.get(machine)?.setAside ?? false,
    views,
  }
}

/** For example: 4 of 20 cores, 22 % of the speed: slices of 310 points, about 100 ms each. */
function ruleOf(machine: string, loads: readonly ExecutorLoad[]): string {
  const own = loads.filter(load => load.machine === machine)
  if (own.length === 0) return 'gone'
  const cores = `${own.length} of ${loads.length} ${loads.length === 1 ? 'core' : 'cores'}`
  const measured = own.filter(({ msPerPoint }) => msPerPoint !== undefined)
  if (measured.length === 0) return `${cores}: one point first, to measure its speed`
  const percent = Math.round((100 * speedOf(own)) / speedOf(loads))
  const size = Math.round(mean(measured.map(({ lastSize }) => lastSize)))
  const ms = mean(measured.map(({ lastSize, msPerPoint }) => lastSize * msPerPoint!))
  const points = size === 1 ? 'one point' : `${size} points`
  return `${cores}, ${percent} % of the speed: slices of ${points}, about ${Number(ms.toPrecision(2))} ms each`
}

const speedOf = (loads: readonly ExecutorLoad[]): number =>
  loads.reduce((sum, { msPerPoint }) => sum + (msPerPoint ? 1 / msPerPoint : 0), 0)

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length
