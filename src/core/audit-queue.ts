import { type Audit, type ExecutorLoad } from './leases.js'

/** An audit over which executors broke this often is let go: the point ended well elsewhere. */
const MOST_FAILURES = 2

/** Audits that wait for an executor of another machine. */
export interface AuditQueue {
  readonly add: (audit: Audit) => void
  /** The first audit for this executor, if any; a trusted machine has the first right to it. */
  readonly takeFor: (executor: ExecutorLoad, executors: readonly ExecutorLoad[]) => Audit | undefined
  /** Puts an audit back that was not answered. */
  readonly giveBack: (audit: Audit, broke: boolean) => void
  /** Forgets audits in which a machine has a part. */
  readonly drop: (machine: string) => void
  /** Number of audits that one of these executors may do. */
  readonly doable: (executors: readonly ExecutorLoad[]) => number
}

export function createAuditQueue(): AuditQueue {
  let audits: Audit[] = []

  return {
    add: audit => audits.push(audit),
    takeFor: (executor, executors) => {
      if (audits.length === 0) return undefined
      const index = audits.findIndex(
        audit =>
          mayDo(audit, executor) &&
          (executor.trusted || !executors.some(other => other.trusted && mayDo(audit, other))),
      )
      return index < 0 ? undefined : audits.splice(index, 1)[0]
    },
    giveBack: (audit, broke) => {
      const failures = audit.failures + (broke ? 1 : 0)
      if (failures < MOST_FAILURES) audits.push({ ...audit, failures })
    },
    drop: machine => {
      audits = audits.filter(({ machines }) => !machines.includes(machine))
    },
    doable: executors => audits.filter(audit => executors.some(executor => mayDo(audit, executor))).length,
  }
}

const mayDo = ({ machines }: Audit, { machine, aside }: ExecutorLoad): boolean =>
  !aside && !machines.includes(machine)
