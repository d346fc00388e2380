import { type ViewContract } from '../../shared/owner-contract.js'
import { type Client } from '../../shared/rpc.js'
import { type ScalingDesk } from './scaling-desk.js'

export interface ScalingFeed {
  /** The interface has (re)connected: what was sent before may never be answered. */
  readonly connected: () => void
  readonly close: () => void
}

/** Tells one interface of each step of a study, never ahead of its answers: what is drawn costs time too. */
export function feedScaling(
  view: Pick<Client<ViewContract>, 'scaling'>,
  scaling: Pick<ScalingDesk, 'view' | 'onChange'>,
): ScalingFeed {
  let due = false
  let inFlight = false
  let connection = 0

  async function push(): Promise<void> {
    const mine = connection
    due = false
    inFlight = true
    // An interface that is going away misses it, and asks when it comes back.
    await view.scaling(scaling.view()).catch(() => undefined)
    if (mine !== connection) return
    inFlight = false
    if (due) void push()
  }

  const stop = scaling.onChange(() => {
    due = true
    if (!inFlight) void push()
  })
  return {
    connected: () => {
      connection++
      inFlight = false
    },
    close: stop,
  }
}
