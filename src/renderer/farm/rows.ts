import { machineOf } from '../../shared/scaling/account.js'

/** A row of the timeline: the heading of a machine, or one place of a worker. */
export interface TimelineRow {
  readonly machine: string
  /** Number of the machine, for its colour. */
  readonly group: number
  /** Undefined for a heading. */
  readonly lane: number | undefined
  readonly label: string
  /** From the top of the first row [px]. */
  readonly top: number
  readonly height: number
}

const LANE_HEIGHT = 16
const HEADING_HEIGHT = 20

/** Lanes by machine, in the order in which machines came, each machine's in the order of their slots. */
export function rowsOf(lanes: readonly string[]): TimelineRow[] {
  const machines = new Map<string, { lane: number; label: string }[]>()
  for (const [lane, name] of lanes.entries()) {
    const machine = machineOf(name)
    const own = machines.get(machine) ?? []
    machines.set(machine, own)
    own.push({ lane, label: name.slice(machine.length + 1) || name })
  }
  const rows: TimelineRow[] = []
  let top = 0
  const add = (row: Omit<TimelineRow, 'top'>): void => {
    rows.push({ ...row, top })
    top += row.height
  }
  for (const [group, [machine, own]] of [...machines].entries()) {
    add({ machine, group, lane: undefined, label: machine, height: HEADING_HEIGHT })
    own.sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }))
    for (const { lane, label } of own) add({ machine, group, lane, label, height: LANE_HEIGHT })
  }
  return rows
}

export const heightOf = (rows: readonly TimelineRow[]): number => {
  const last = rows.at(-1)
  return last ? last.top + last.height : 0
}
