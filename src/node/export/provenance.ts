import { type Ledger } from '../../core/ledger.js'
import { type Provenance } from '../../shared/provenance.js'
import { type Session } from '../session/session.js'

type SessionFacts = Pick<Session, 'id' | 'planHash' | 'version' | 'engine' | 'createdAt' | 'runs'>

export function provenanceOf(session: SessionFacts, ledger: Pick<Ledger, 'points' | 'originOf'>): Provenance {
  const points = new Map<string, number>()
  for (let position = 0; position < ledger.points; position++) {
    const executor = ledger.originOf(position)?.executor
    if (executor !== undefined) points.set(executor, (points.get(executor) ?? 0) + 1)
  }
  return {
    sessionId: session.id,
    planHash: session.planHash,
    version: session.version,
    engine: session.engine,
    createdAt: session.createdAt,
    runs: session.runs(),
    machines: byMachine(points),
  }
}

/** An executor is called `machine/slot.generation`. */
function byMachine(executors: ReadonlyMap<string, number>): Provenance['machines'] {
  const machines = new Map<string, number>()
  for (const [executor, points] of executors) {
    const machine = executor.replace(/\/[^/]*$/, '')
    machines.set(machine, (machines.get(machine) ?? 0) + points)
  }
  return [...machines].map(([machine, points]) => ({ machine, points }))
}
