import { type FarmContract, MAX_SLICES, type SliceColumns } from '../../../src/shared/farm-contract.js'
import { type SweepView } from '../../../src/shared/owner-contract.js'

const NOW = 1_780_000_000_000
const LANES = 12
const PER_MACHINE = 6

const nameOf = (lane: number): string =>
  `${lane < PER_MACHINE ? 'lab-workstation' : 'beamline-4'}/${(lane % PER_MACHINE) + 1}`

export interface FakeFarmOptions {
  readonly sweep: () => SweepView | null
  /** Slices in all. */
  readonly slices: number
}

/** A farm of two machines that has computed many slices of different lengths, and computes on. */
export function createFakeFarm({ sweep, slices }: FakeFarmOptions): FarmContract {
  const spanMs = Math.max(1, Math.ceil(slices / LANES)) * 100
  const columns = fakeSlices(slices)

  return {
    farm: ({ from }) => {
      const view = sweep()
      if (!view) return null
      const begin = Math.min(from, slices)
      const running = view.progress.phase === 'running'
      return {
        sessionId: view.sessionId,
        now: NOW,
        total: slices,
        from: begin,
        slices: part(columns, begin, Math.min(slices, begin + MAX_SLICES)),
        lanes: Array.from({ length: LANES }, (_, lane) => nameOf(lane)),
        runs: [{ startedAt: NOW - spanMs - 400, wallMs: spanMs + 400 }],
        working: running
          ? Array.from({ length: LANES }, (_, lane) => ({
              lane,
              executorId: nameOf(lane),
              first: 40_000 + 300 * lane,
              last: 40_300 + 300 * lane,
              since: NOW - 40,
              audit: lane === 7,
            }))
          : [],
        memory: Object.fromEntries(
          Array.from({ length: PER_MACHINE }, (_, i) => [nameOf(i), 81e6 + i * 1.7e6]),
        ),
      }
    },
  }
}

/** Lanes fill without gaps but for a pause of each after a while; every 97th slice has a failed point. */
export function fakeSlices(count: number): SliceColumns {
  const end = new Float64Array(count)
  const busyMs = new Float32Array(count)
  const rows = Math.ceil(count / LANES)
  const begin = NOW - rows * 100
  for (let k = 0; k < count; k++) {
    const row = Math.floor(k / LANES)
    const wobble = 20 * Math.sin(k * 12.9898)
    busyMs[k] = row % 40 === 39 ? 45 : 96 + Math.min(0, wobble)
    end[k] = begin + row * 100 + (row % 40 === 39 ? 45 : 98 + Math.min(0, wobble)) - 60
  }
  return {
    first: Uint32Array.from(end, (_, k) => k * 300),
    last: Uint32Array.from(end, (_, k) => k * 300 + 300),
    lane: Uint32Array.from(end, (_, k) => k % LANES),
    failed: Uint32Array.from(end, (_, k) => (k % 97 === 50 ? 3 : 0)),
    end,
    busyMs,
  }
}

const part = (columns: SliceColumns, from: number, to: number): SliceColumns => ({
  first: columns.first.slice(from, to),
  last: columns.last.slice(from, to),
  lane: columns.lane.slice(from, to),
  failed: columns.failed.slice(from, to),
  end: columns.end.slice(from, to),
  busyMs: columns.busyMs.slice(from, to),
})
