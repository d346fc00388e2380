import { absentLan } from '../../../src/node/lan/absent-lan.js'
import { type Lan } from '../../../src/node/lan/lan-port.js'

/** Other computers that only remember what was asked of them, and tell of changes when the test says so. */
export function fakeLan() {
  const asked: [string, ...unknown[]][] = []
  const listeners = new Set<() => void>()
  let name = 'before'
  const note =
    (method: string) =>
    (...rest: unknown[]) =>
      void asked.push([method, ...rest])
  const lan: Lan = {
    ...absentLan('', 'a test'),
    view: () => ({ ...absentLan(name, 'a test').view() }),
    onChange: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    look: note('look'),
    addPeer: async address => note('addPeer')(address),
    removePeer: note('removePeer'),
    answerPairing: note('answerPairing'),
    forgetPeer: note('forgetPeer'),
    setSharing: async sharing => note('setSharing')(sharing),
    diagnose: async address => {
      note('diagnose')(address)
      return { checks: [] }
    },
  }
  return {
    lan,
    asked,
    listening: () => listeners.size,
    /** Something is known now that the view shows as `next`. */
    change: (next: string) => {
      name = next
      for (const listener of listeners) listener()
    },
  }
}
