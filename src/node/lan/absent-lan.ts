import { IsobarError } from '../../shared/errors.js'
import { type Lan } from './lan-port.js'

/** Stands in where other computers cannot be used, and says why: the sweep at home goes on without. */
export function absentLan(name: string, reason: string): Lan {
  const refuse = (): never => {
    throw new IsobarError('peer/refused', `other computers cannot be used: ${reason}`, { reason })
  }
  return {
    farm: { farm: { open: () => ({ resize: () => {}, close: () => Promise.resolve() }) } },
    view: () => ({
      self: { name, fingerprint: '', addresses: [], problem: `Other computers cannot be used: ${reason}` },
      peers: [],
      pairings: [],
      guests: [],
      distrust: [],
      sharing: { enabled: false, cores: 1, onlyWhenIdle: false, notOnBattery: true, paused: false },
      log: [],
    }),
    onChange: () => () => {},
    look: () => {},
    addPeer: refuse,
    removePeer: refuse,
    answerPairing: refuse,
    forgetPeer: refuse,
    setSharing: refuse,
    invite: refuse,
    dismissGuests: () => Promise.resolve(),
    leave: () => Promise.resolve(),
    diagnose: refuse,
    join: refuse,
    port: () => undefined,
    close: () => Promise.resolve(),
  }
}
