import { type Ledger } from './ledger.js'
import { type Audit } from './leases.js'
import { type Executor, type StoredSlice } from './ports.js'
import { type Range } from './ranges.js'
import { chooseAudit, liarsAmong, type Witness, witnessOf } from './witness.js'

export interface AuditorOptions {
  readonly ledger: Ledger
  /** Share of the points of others that is computed twice [0, 1]; 0 switches audits off. */
  readonly share: number
  /** Uniform in [0, 1). */
  readonly random: () => number
  /** The machine behind an executor, also of one that is gone. */
  readonly machineOf: (executorId: string) => Pick<Witness, 'machine' | 'trusted'>
  readonly request: (audit: Audit) => void
  /** Called for a machine that gave other values than this computer, or than two other machines. */
  readonly condemn: (machine: string, position: number) => void
  readonly incident: (executorId: string, message: string) => void
}

/** Compares what machines say about the same points, and asks for more where they differ. */
export interface Auditor {
  /** Some points of an answer, which is in the ledger, will be computed again elsewhere. */
  readonly enrol: (range: Range, executor: Executor) => void
  /** An answer about points that have ended: of an audit, or of a copy. */
  readonly compare: (slice: StoredSlice, executor: Executor) => void
  /** A machine was set aside, and what it said taken back. */
  readonly forget: (machine: string) => void
}

export function createAuditor(options: AuditorOptions): Auditor {
  const { ledger, share, random, machineOf, request, condemn, incident } = options
  const known = new Set<string>()
  /** By position: those that contradict the ledger while nobody can tell who is right. */
  const disputes = new Map<number, readonly Witness[]>()

  function enrol(range: Range, { machine, trusted }: Executor): void {
    if (trusted || share <= 0) return
    const chosen = chooseAudit(range, share, known.has(machine) ? 0 : 1, random)
    known.add(machine)
    if (chosen) request({ ...chosen, machines: [machine], failures: 0 })
  }

  function compare(slice: StoredSlice, executor: Executor): void {
    const settled = [...disputes.keys()].filter(position => position >= slice.from && position < slice.to)
    for (const position of settled) judge(position, slice, executor)
    const differs = ledger.firstDifference(slice)
    if (differs !== undefined && !settled.includes(differs)) judge(differs, slice, executor)
  }

  function judge(position: number, slice: StoredSlice, executor: Executor): void {
    const origin = ledger.originOf(position)
    if (origin === undefined) return
    const row = { from: position, status: ledger.status.subarray(position, position + 1) }
    const rows = ledger.rows.subarray(position * ledger.width, (position + 1) * ledger.width)
    const first = witnessOf({ ...row, rows }, position, ledger.width, machineOf(origin.executor))
    const last = witnessOf(slice, position, ledger.width, executor)
    const others = [...(disputes.get(position) ?? []), last]
    if (first.machine === last.machine || (first.trusted && last.trusted)) {
      incident(executor.id, `differs from ${origin.executor} in point ${position}`)
      if (!last.trusted) condemn(last.machine, position)
      return
    }
    const liars = liarsAmong([first, ...others])
    if (liars === undefined) {
      disputes.set(position, others)
      const machines = [first, ...others].map(({ machine }) => machine)
      request({ from: position, to: position + 1, machines, failures: 0 })
      incident(executor.id, `${machines.join(' and ')} differ in point ${position}; another machine decides`)
      return
    }
    disputes.delete(position)
    for (const machine of new Set(liars)) condemn(machine, position)
  }

  function forget(machine: string): void {
    for (const [position, witnesses] of disputes) {
      const left = witnesses.filter(witness => witness.machine !== machine)
      // What stood in the ledger was this machine's, or nobody contradicts it any more.
      if (ledger.originOf(position) === undefined || left.length === 0) disputes.delete(position)
      else disputes.set(position, left)
    }
  }

  return { enrol, compare, forget }
}
