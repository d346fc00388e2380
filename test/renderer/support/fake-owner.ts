import { type Pin } from '../../../src/shared/map-contract.js'
import { IsobarError } from '../../../src/shared/errors.js'
import { type AxisRequest } from '../../../src/shared/mechanism.js'
import {
  type MapSnapshot,
  type MapTiles,
  type OwnerContract,
  type SweepPhase,
  type SweepProgress,
  type SweepSetup,
  type SweepView,
  type ViewContract,
} from '../../../src/shared/owner-contract.js'
import { type Axis } from '../../../src/shared/plan.js'
import { pointOrder } from '../../../src/shared/point-order.js'
import { type Channel, type Client, connect, serve } from '../../../src/shared/rpc.js'
import { createFakeCompare } from './fake-compare.js'
import { createFakeFarm } from './fake-farm.js'
import { createFakeScrub, type FakeScrub } from './fake-scrub.js'
import { createFakeLan, type FakeLan } from './fake-lan.js'
import { labExecutors, labMachines } from './fake-lan-cast.js'
import { createFakeScaling, type FakeScaling, fakeStudy } from './fake-scaling.js'
import { fakeBranches } from './fake-branches.js'
import { fakePoints, fakeReport } from './fake-points.js'
import { fakeSessions } from './fake-sessions.js'
import { fakeMechanism, fakeModel, fakeValue } from './fake-model.js'

export interface FakeOwner {
  readonly handlers: OwnerContract
  /** Serves one interface; returns the function that ends it. */
  attach(channel: Channel): () => void
  /** Computes the next `count` points and tells whoever watches. */
  advance(count: number): void
  /** Says that something went wrong, and pauses. */
  trouble(trouble: SweepView['trouble']): void
  readonly sweep: () => SweepView | null
  readonly lan: FakeLan
  readonly scaling: FakeScaling
  readonly scrub: FakeScrub
}

export interface FakeOptions {
  /** Status of a point once it is computed; certified unless told otherwise. */
  readonly statusOf?: (point: number) => number
  readonly readOnly?: boolean
  /** Whether there are other computers, some of them at work. */
  readonly lab?: boolean
  /** Whether a scaling study has been made. */
  readonly study?: boolean
  /** Slices that the farm has computed. */
  readonly slices?: number
}

/** An owner in memory that solves nothing: it fills a known map in point order, step by step. */
export function createFakeOwner({
  statusOf = () => 1,
  readOnly = false,
  lab = false,
  study = false,
  slices = 600,
}: FakeOptions = {}): FakeOwner {
  let sweep: SweepView | null = null
  let order: Uint32Array = new Uint32Array(0)
  let done = 0
  let failed = 0
  let revision = 0
  const pins = new Map<string, readonly Pin[]>()
  let phase: SweepPhase = 'stopped'
  let workers = 4
  let watched = ''
  let sessions = 0
  const views = new Set<Client<ViewContract>>()
  const lan = createFakeLan(lab, view => {
    for (const each of views) void each.lan(view).catch(() => {})
  })

  const scaling = createFakeScaling(study ? fakeStudy : null, view => {
    for (const each of views) void each.scaling(view).catch(() => {})
  })

  const view = (): SweepView | null => sweep && { ...sweep, progress: progress() }
  const scrub = createFakeScrub(view)

  const size = (): [number, number] => [sweep!.x.values.length, sweep!.y.values.length]
  const statusAt = (point: number, k: number): number => (k < done ? statusOf(point) : 0)
  function valueAt(output: string, point: number): number {
    const [nx] = size()
    const i = point % nx
    return statusOf(point) >= 100
      ? Number.NaN
      : fakeValue(output, sweep!.x.values[i]!, sweep!.y.values[(point - i) / nx]!)
  }

  const machines = () => (lab ? labMachines(done, phase === 'running') : [])
  const localExecutors = () =>
    Array.from({ length: workers }, (_, i) => ({
      id: `lab-workstation/${i + 1}`,
      label: `Worker ${i + 1}`,
      machine: 'lab-workstation',
      state: phase === 'running' ? ('busy' as const) : ('idle' as const),
      points: Math.floor(done / workers),
      pointsPerSecond: phase === 'running' ? 3086 : undefined,
      faults: i === 2 && failed > 0 ? 1 : 0,
      rule: '309 points a slice: 3086 points/s × 100 ms',
    }))
  const certified = (): number => order.slice(0, done).filter(point => statusOf(point) === 1).length
  const progress = (): SweepProgress => ({
    phase,
    points: order.length,
    solved: done - failed,
    failed,
    certified: certified(),
    workers,
    wallMs: done / 10,
    solveMs: done / 2.5,
    pointsPerSecond: phase === 'running' ? 12_345 : undefined,
    eta: done > order.length / 20 ? { low: 18.2, high: 29.6 } : undefined,
    executors: lab ? labExecutors(machines(), phase === 'running') : localExecutors(),
    machines: machines(),
    incidents:
      failed > 0
        ? [
            {
              at: 1_780_000_000_000,
              executorId: 'lab-workstation/3',
              message: 'Ended by SIGSEGV; replaced in 0.2 s.',
            },
          ]
        : [],
  })

  function tell(): void {
    if (sweep) sweep = { ...sweep, progress: progress() }
    for (const view of views) void view.sweep(sweep).catch(() => {})
  }

  function begin(setup: SweepSetup): SweepView {
    sessions++
    done = failed = 0
    revision++
    phase = readOnly ? 'read-only' : 'running'
    workers = setup.workers
    const [x, y] = [layOut(setup.x), layOut(setup.y)]
    order = pointOrder(x.values.length, y.values.length)
    sweep = {
      sessionPath: `/home/lab/Isobar/co-oxidation-${sessions}.isobar`,
      sessionId: `session-${sessions}`,
      planHash: 'fake',
      setup,
      mechanism: fakeMechanism,
      x,
      y,
      outputs: fakeModel.outputs,
      progress: progress(),
      trouble: null,
    }
    return sweep
  }

  function advance(count: number): void {
    if (!sweep || phase !== 'running') return
    const points = order.slice(done, done + count)
    done += points.length
    for (const point of points) if (statusOf(point) >= 100) failed++
    revision++
    const tiles: MapTiles = {
      output: watched,
      revision,
      points,
      values: Float64Array.from(points, point => valueAt(watched, point)),
      status: Uint8Array.from(points, statusOf),
    }
    const finished = done === order.length
    if (finished) phase = 'finished'
    for (const view of views) {
      if (watched) void view.tiles(tiles).catch(() => {})
      void view.progress(progress()).catch(() => {})
    }
    if (finished) tell()
  }

  const become = (next: SweepPhase) => (): void => {
    phase = next
    tell()
  }

  function snapshot(output: string): MapSnapshot {
    const [nx, ny] = size()
    const values = new Float64Array(nx * ny).fill(Number.NaN)
    const status = new Uint8Array(nx * ny)
    order.forEach((point, k) => {
      status[point] = statusAt(point, k)
      if (k < done) values[point] = valueAt(output, point)
    })
    const unit = sweep!.outputs.find(info => info.name === output)!.unit
    return { output, unit, nx, ny, values, status, revision }
  }

  const handlers: OwnerContract = {
    ...lan.handlers,
    ...scaling.handlers,
    setMenuWords: () => {},
    branches: ({ point, along }) => fakeBranches(fakeMechanism, point, along),
    ...fakePoints(
      () => fakeMechanism,
      which => (which === 'failed' ? failed : which === 'all' ? done : 0),
    ),
    ...createFakeFarm({ sweep: view, slices }),
    ...scrub.handlers,
    hello: () => ({
      version: '0.0.0',
      host: 'browser',
      nativeDialogs: false,
      hostname: 'lab-workstation',
      cores: 8,
      defaultWorkers: 4,
      sessionFolder: '/home/lab/Isobar',
      samples: [{ id: 'co-oxidation-pt100', name: fakeMechanism.name, description: '' }],
    }),
    openModel: source => {
      if ('path' in source)
        throw new IsobarError('model/invalid', 'the model has errors', { findings: [fakeFinding] })
      return fakeModel
    },
    saveModel: ({ path }) => ({ path, outcome: 'saved' }),
    checkSetup: setup => ({ points: points(setup.x) * points(setup.y), bytes: 4096, warnings: [] }),
    start: begin,
    pause: become('paused'),
    resume: become('running'),
    stop: become('stopped'),
    setWorkers: argument => {
      workers = argument.workers
    },
    current: view,
    ...createFakeCompare(() => sweep!, snapshot),
    watch: ({ output }) => {
      watched = output
      return snapshot(output)
    },
    rewatch: ({ output, revision: known }) => {
      if (known !== snapshot(output).revision) return false
      watched = output
      return true
    },
    pins: () => pins.get(sweep!.sessionId) ?? [],
    keepPins: ({ pins: list }) => {
      pins.set(sweep!.sessionId, list)
      return true
    },
    setVisible: () => {},
    point: ({ point }) => {
      const [nx] = size()
      const k = order.indexOf(point)
      const status = statusAt(point, k)
      return {
        point,
        x: sweep!.x.values[point % nx]!,
        y: sweep!.y.values[Math.floor(point / nx)]!,
        status,
        reason: status >= 100 ? 'The step size fell below 1e-14 s at t = 3.2e-9 s.' : undefined,
        values: Float64Array.from(fakeModel.outputs, o =>
          status === 0 ? Number.NaN : valueAt(o.name, point),
        ),
        computedBy: status === 0 ? undefined : 'Worker 1',
        computedAt: status === 0 ? undefined : 1_780_000_000_000,
      }
    },
    evidence: () => ({
      points: order.length,
      solved: done - failed,
      failed,
      certified: certified(),
      extended: { points: Math.floor(done / 10), timeShare: 0.31 },
      doubtful: [...order.slice(0, done)]
        .sort((a, b) => a - b)
        .map(point => ({ point, status: statusOf(point), reason: 'The step size fell below 1e-14 s.' }))
        .filter(({ status }) => status !== 1),
    }),
    inspect: ({ point }) => fakeReport(fakeMechanism, point, statusOf(point)),
    rerunFailed: () => ({ points: failed }),
    recentSessions: () => [
      {
        path: '/home/lab/Isobar/co-oxidation-12.isobar',
        model: fakeMechanism.name,
        x: 'pCO',
        y: 'pO2',
        points: 90_000,
        done: 41_200,
        modifiedAt: 1_780_000_000_000,
      },
      {
        path: '/home/lab/Isobar/volcano.isobar',
        model: 'CO oxidation on (111) metals',
        x: 'E_O',
        y: 'E_CO',
        points: 225,
        done: 225,
        modifiedAt: 1_779_900_000_000,
      },
    ],
    openSession: ({ path }) => {
      throw new IsobarError('session/unreadable', `${path} is not an Isobar session`, {
        path,
        reason: 'foreign',
      })
    },
    saveSessionAs: ({ path }) => ({ path }),
    closeSession: () => {
      sweep = null
      tell()
    },
    exportSession: ({ path }) => ({ path, bytes: 123_456 }),
    saveFigure: ({ path, bytes }) => ({ path, bytes: bytes.length }),
    figureFonts: () => ({ regular: null, bold: null }),
    provenance: () => ({
      sessionId: 'fake',
      planHash: 'ab'.repeat(32),
      version: '0.1.0',
      engine: 'isobar-engine/1',
      createdAt: 1_780_000_000_000,
      runs: [{ startedAt: 1_780_000_000_000, wallMs: 900, workers: 3, host: 'lab-7' }],
      machines: [{ machine: 'lab-7', points: 100 }],
    }),
    choosePath: () => null,
    ...fakeSessions(() => sweep),
  }

  return {
    handlers,
    attach: channel => {
      const { client, close } = connect<ViewContract>(channel)
      const stop = serve<OwnerContract>(channel, handlers)
      views.add(client)
      return () => {
        views.delete(client)
        stop()
        close()
      }
    },
    advance,
    trouble: trouble => {
      if (sweep) sweep = { ...sweep, trouble }
      become('paused')()
    },
    sweep: () => sweep,
    lan,
    scaling,
    scrub,
  }
}

const fakeFinding = {
  severity: 'error',
  rule: 'unknown-species',
  line: 14,
  field: 'steps[2].equation',
  value: 'CO* + N* -> CON* + *',
  message: 'Unknown species N*',
  remedy: 'Add N to species, or correct its name.',
} as const

const points = (axis: AxisRequest): number => (axis.scale === 'list' ? axis.values.length : axis.count)

function layOut(axis: AxisRequest): Axis {
  const { parameter, scale } = axis
  const unit = fakeMechanism.parameters.find(p => p.name === parameter)?.unit ?? '1'
  if (axis.scale === 'list') return { parameter, unit, scale, values: axis.values }
  const { from, to, count } = axis
  const at = (t: number): number => (scale === 'log' ? from * (to / from) ** t : from + (to - from) * t)
  return { parameter, unit, scale, values: Array.from({ length: count }, (_, i) => at(i / (count - 1))) }
}
