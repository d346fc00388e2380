import { type Clock } from '../../core/ports.js'
import { type ViewContract } from '../../shared/owner-contract.js'
import { type Client } from '../../shared/rpc.js'
import { type Lan } from '../lan/lan-port.js'

/** Faster than this nobody reads [ms]. */
const EVERY_MS = 200

export interface LanFeed {
  /** The interface has (re)connected: what was sent before may never be answered. */
  readonly connected: () => void
  readonly close: () => void
}

/** Tells one interface of each change of the other computers, coalesced, and never ahead of its answers. */
export function feedLan(view: Pick<Client<ViewContract>, 'lan'>, lan: Lan, clock: Clock): LanFeed {
  let due = false
  let inFlight = false
  let connection = 0
  let cancel: (() => void) | undefined
  let closed = false

  async function push(): Promise<void> {
    const mine = connection
    cancel = undefined
    due = false
    inFlight = true
    // An interface that is going away misses it, and asks when it comes back.
    await view.lan(lan.view()).catch(() => undefined)
    if (mine !== connection) return
    inFlight = false
    if (due) changed()
  }

  function changed(): void {
    due = true
    if (closed || inFlight) return
    cancel ??= clock.after(EVERY_MS, () => void push())
  }

  const stopListening = lan.onChange(changed)
  return {
    connected: () => {
      connection++
      inFlight = false
    },
    close: () => {
      closed = true
      stopListening()
      cancel?.()
    },
  }
}
