/** One recorded slice, without its values. */
export interface SliceTiming {
  /** Positions [from, to) of the point order. */
  readonly from: number
  readonly to: number
  readonly executor: string
  /** When its answer came [ms since 1970]. */
  readonly at: number
  /** Time spent computing it [ms]. */
  readonly busyMs: number
}

/** One stretch of computing. */
export interface RunTiming {
  /** [ms since 1970] */
  readonly startedAt: number
  readonly wallMs: number
  readonly workers: number
  readonly host: string
}

/** Where the time of the cores went: all shares are of capacity, the sum over lanes of the wall time. */
export interface Account {
  readonly wallMs: number
  /** Cores that took part, here and elsewhere. */
  readonly lanes: number
  readonly points: number
  readonly slices: number
  readonly busyMs: number
  /**
   * Busy time over wall time, each machine weighed by its speed: how many cores of the reference machine
   * would have had to compute without a break.
   */
  readonly speedup: number
  /** The same if no core had waited: the sum of the rates of all cores over that of one of the reference. */
  readonly ideal: number
  /** Busy time over capacity [0, 1]. */
  readonly utilisation: number
  /** Shares of the capacity [0, 1], in the order of time; with `utilisation` they make one. */
  readonly lost: Lost
  /** Largest over mean busy time of a lane. */
  readonly imbalance: number
  readonly machines: readonly MachineAccount[]
  /** Stretches of computing it is made of. */
  readonly runs: number
}

export interface Lost {
  /** Until the first slice of a lane began. */
  readonly startUp: number
  /** Between slices: the owner was busy, answers travelled, or points were computed twice. */
  readonly between: number
  /** From the last answer of a lane to the last of all. */
  readonly tail: number
  /** From the last answer of all to the end: saving, ending workers. */
  readonly finish: number
}

export interface MachineAccount {
  readonly machine: string
  readonly lanes: number
  readonly points: number
  readonly busyMs: number
  /** Points per second of one lane while it computes. */
  readonly rate: number
  /** The same in units of the reference machine. */
  readonly speed: number
}

interface Lane {
  readonly machine: string
  busyMs: number
  first: number
  last: number
}

/** The place of a worker, which stays when the worker is replaced: `machine/slot.generation`. */
export const laneOf = (executor: string): string => executor.replace(/\.\d+$/, '')
export const machineOf = (executor: string): string => executor.replace(/\/[^/]*$/, '')

/**
 * Adds up where the time of the cores went, from what a session records of its slices and runs.
 *
 * A slice began busyMs before its answer came, as far as that is known. Points taken back and computed twice
 * are in no slice that stands, so their time is in `between`. The busy time is what workers measured: with
 * more workers than cores it holds the time they waited for each other.
 *
 * @param host the reference machine; the first one that computed when it took no part
 */
export function accountOf(
  timings: readonly SliceTiming[],
  runs: readonly RunTiming[],
  host?: string,
): Account | undefined {
  const computed = timings.filter(({ busyMs }) => busyMs > 0)
  if (computed.length === 0) return undefined
  const windows = windowsOf(computed, runs)
  const machines = machinesOf(computed, host)
  let [wallMs, capacity, busyMs, lanes] = [0, 0, 0, 0]
  const lost = { startUp: 0, between: 0, tail: 0, finish: 0 }
  const laneBusy = new Map<string, number>()
  for (const { slices, startedAt, wallMs: wall, workers } of windows) {
    const used = lanesOf(slices)
    for (const [id, lane] of used) laneBusy.set(id, (laneBusy.get(id) ?? 0) + lane.busyMs)
    const count = Math.max(used.size, workers)
    const end = Math.max(...[...used.values()].map(({ last }) => last))
    const finish = Math.max(0, Math.min(wall, startedAt + wall - end))
    const busy = [...used.values()].reduce((sum, lane) => sum + lane.busyMs, 0)
    // A lane that never had a slice waited for one all the time.
    let startUp = (count - used.size) * (wall - finish)
    let tail = 0
    for (const { first, last } of used.values()) {
      startUp += Math.min(wall, Math.max(0, first - startedAt))
      tail += Math.min(wall, Math.max(0, end - last))
    }
    wallMs += wall
    capacity += count * wall
    busyMs += busy
    lanes = Math.max(lanes, count)
    lost.startUp += startUp
    lost.tail += tail
    lost.finish += count * finish
    lost.between += count * wall - busy - startUp - tail - count * finish
  }
  const share = (ms: number): number => (capacity > 0 ? Math.max(0, ms) / capacity : 0)
  const speedOf = new Map(machines.map(({ machine, speed }) => [machine, speed]))
  const work = computed.reduce((sum, s) => sum + s.busyMs * (speedOf.get(machineOf(s.executor)) ?? 1), 0)
  const busiest = Math.max(...laneBusy.values())
  return {
    wallMs,
    lanes,
    points: computed.reduce((sum, { from, to }) => sum + to - from, 0),
    slices: computed.length,
    busyMs,
    speedup: wallMs > 0 ? work / wallMs : 0,
    ideal: idealOf(machines, lanes),
    utilisation: share(busyMs),
    lost: {
      startUp: share(lost.startUp),
      between: share(lost.between),
      tail: share(lost.tail),
      finish: share(lost.finish),
    },
    imbalance: (busiest * laneBusy.size) / busyMs,
    machines,
    runs: windows.length,
  }
}

interface Window extends RunTiming {
  readonly slices: readonly SliceTiming[]
}

/**
 * Slices by the run they belong to. Those of an owner that was killed belong to a run nobody noted: it
 * lasted at least from the begin of its first slice to its last answer.
 */
function windowsOf(timings: readonly SliceTiming[], runs: readonly RunTiming[]): Window[] {
  const sorted = [...runs].sort((a, b) => a.startedAt - b.startedAt)
  const rest: SliceTiming[] = []
  const groups = new Map<RunTiming, SliceTiming[]>()
  for (const slice of timings) {
    const run = sorted.findLast(({ startedAt }) => startedAt <= slice.at)
    // A pause makes a run last longer than its wall time, so the last one owns all that follows it.
    if (run === undefined) rest.push(slice)
    else if (groups.has(run)) groups.get(run)!.push(slice)
    else groups.set(run, [slice])
  }
  const windows: Window[] = []
  if (rest.length > 0) {
    const startedAt = rest.reduce((least, { at, busyMs }) => Math.min(least, at - busyMs), Infinity)
    const wallMs = rest.reduce((most, { at }) => Math.max(most, at), startedAt) - startedAt
    windows.push({ startedAt, wallMs, workers: 0, host: '', slices: rest })
  }
  for (const [run, slices] of groups) windows.push({ ...run, slices })
  return windows
}

function lanesOf(slices: readonly SliceTiming[]): Map<string, Lane> {
  const lanes = new Map<string, Lane>()
  for (const { executor, at, busyMs } of slices) {
    const id = laneOf(executor)
    const lane = lanes.get(id)
    if (lane === undefined)
      lanes.set(id, { machine: machineOf(executor), busyMs, first: at - busyMs, last: at })
    else {
      lane.busyMs += busyMs
      lane.first = Math.min(lane.first, at - busyMs)
      lane.last = Math.max(lane.last, at)
    }
  }
  return lanes
}

function machinesOf(timings: readonly SliceTiming[], host: string | undefined): MachineAccount[] {
  const sums = new Map<string, { lanes: Set<string>; points: number; busyMs: number }>()
  for (const { executor, from, to, busyMs } of timings) {
    const machine = machineOf(executor)
    const sum = sums.get(machine) ?? { lanes: new Set(), points: 0, busyMs: 0 }
    sums.set(machine, sum)
    sum.lanes.add(laneOf(executor))
    sum.points += to - from
    sum.busyMs += busyMs
  }
  const rate = ({ points, busyMs }: { points: number; busyMs: number }): number => (1000 * points) / busyMs
  const reference = rate(sums.get(host ?? '') ?? [...sums.values()][0]!)
  return [...sums].map(([machine, sum]) => ({
    machine,
    lanes: sum.lanes.size,
    points: sum.points,
    busyMs: sum.busyMs,
    rate: rate(sum),
    speed: rate(sum) / reference,
  }))
}

/** Lanes that never had a slice count as lanes of the reference machine. */
function idealOf(machines: readonly MachineAccount[], lanes: number): number {
  const seen = machines.reduce((sum, machine) => sum + machine.lanes, 0)
  return machines.reduce((sum, { lanes: n, speed }) => sum + n * speed, Math.max(0, lanes - seen))
}
