/**
 * Other computers that do not exist. What the interface shows of them is driven by these test ids, which stay:
 *
 * header     lan-menu, lan-in-use, lan-waiting (counts)
 * dialog     lan-dialog, lan-tab-{add,share,doctor}, lan-problem
 * add        lan-peers, lan-empty, lan-peer (data-fingerprint, data-state), in it lan-use, lan-stop, lan-pair,
 *            lan-forget, then lan-forget-{confirm,cancel}; lan-address, lan-address-add, lan-code, lan-code-add
 * share      share-enabled, share-cores, share-idle, share-battery, share-pause, share-problem, share-guests,
 *            share-leave, share-invite, share-invite-code, share-invite-copy, self-{name,addresses,fingerprint}
 * doctor     doctor-address, doctor-run, doctor-verdict, doctor-check (data-id, data-state), lan-log
 * pairing    pairing-dialog (data-pairing-state), pairing-code (data-code), pairing-same, pairing-differ
 * farm       machines, in it [data-machine=NAME] (data-points, data-share, data-set-aside)
 */
import { IsobarError } from '../../../src/shared/errors.js'
import { type LanContract, type LanView, type PairingView } from '../../../src/shared/lan-contract.js'
import { fakeReport, FAKE_CODE, labLan, lonelyLan } from './fake-lan-cast.js'

export interface FakeLan {
  readonly handlers: LanContract
  view(): LanView
  /** Changes what the owner knows, and tells. */
  change(changes: Partial<LanView>): void
  /** The other side of a pairing is ready: both show the code. */
  ready(fingerprint: string): void
  /** The answer of the person at the other computer. */
  answer(fingerprint: string, same: boolean): void
  /** A computer asks to be paired with this one. */
  knock(fingerprint: string, name: string): void
}

/** `told` is called with every change, as the owner pushes them. */
export function createFakeLan(lab: boolean, told: (view: LanView) => void): FakeLan {
  let view: LanView = lab ? labLan : lonelyLan
  const agreedThere = new Set<string>()

  function change(changes: Partial<LanView>): void {
    view = { ...view, ...changes }
    told(view)
  }
  const changePeer = (fingerprint: string, changes: Partial<LanView['peers'][number]>): void =>
    change({
      peers: view.peers.map(peer => (peer.fingerprint === fingerprint ? { ...peer, ...changes } : peer)),
    })
  const known = (fingerprint: string) => view.peers.find(peer => peer.fingerprint === fingerprint)
  const begin = (fingerprint: string, name: string, incoming: boolean): void =>
    change({
      pairings: [...view.pairings, { fingerprint, name, state: 'waiting', code: undefined, incoming }],
    })
  const changePairing = (fingerprint: string, changes: Partial<PairingView>): void =>
    change({
      pairings: view.pairings.map(p => (p.fingerprint === fingerprint ? { ...p, ...changes } : p)),
    })

  function end(fingerprint: string, paired: boolean): void {
    agreedThere.delete(fingerprint)
    const incoming = view.pairings.find(pairing => pairing.fingerprint === fingerprint)?.incoming
    change({
      pairings: view.pairings.filter(pairing => pairing.fingerprint !== fingerprint),
      peers: view.peers.map(peer =>
        paired && peer.fingerprint === fingerprint
          ? { ...peer, paired, state: incoming ? 'available' : 'in-use', lanes: peer.cores, note: undefined }
          : peer,
      ),
    })
  }
  const refuse = (field: string, value: string, message: string, remedy: string): never => {
    throw new IsobarError('input/invalid', message, { field, value, remedy })
  }

  const handlers: LanContract = {
    lan: () => view,
    lookForPeers: () => {},
    addPeer: wanted => {
      if ('code' in wanted) {
        if (!wanted.code.startsWith('ISO1-'))
          refuse('code', wanted.code, 'This is not a join code', 'Copy all of it; it begins with ISO1-.')
        return
      }
      if ('address' in wanted) {
        if (!/:\d+$/.test(wanted.address))
          refuse('address', wanted.address, 'The port is missing', 'Give host:port, e.g. 192.168.7.21:47113.')
        throw new IsobarError('peer/unreachable', `Nothing answers at ${wanted.address} (timed out)`, {
          address: wanted.address,
          reason: 'timed out',
        })
      }
      const peer = known(wanted.fingerprint)
      if (peer?.state === 'needs-pairing') begin(peer.fingerprint, peer.name, false)
      else changePeer(wanted.fingerprint, { state: 'in-use', lanes: peer?.cores ?? 0, rttMs: 0.8 })
    },
    removePeer: ({ fingerprint }) => changePeer(fingerprint, { state: 'available', lanes: 0 }),
    answerPairing: ({ fingerprint, same }) => {
      if (!same) end(fingerprint, false)
      else if (agreedThere.has(fingerprint)) end(fingerprint, true)
      else changePairing(fingerprint, { state: 'agreed' })
    },
    forgetPeer: ({ fingerprint }) =>
      changePeer(fingerprint, { state: 'needs-pairing', paired: false, lanes: 0, rttMs: undefined }),
    setSharing: sharing => change({ sharing }),
    invite: () => ({ code: FAKE_CODE, expiresAt: Date.UTC(2100, 5, 1, 14, 30) }),
    dismissGuests: () => change({ guests: [] }),
    diagnose: ({ address }) => fakeReport(address),
  }

  return {
    handlers,
    view: () => view,
    change,
    ready: fingerprint => changePairing(fingerprint, { state: 'compare', code: '482913' }),
    answer: (fingerprint, same) => {
      const pairing = view.pairings.find(p => p.fingerprint === fingerprint)
      if (!same || pairing?.state === 'agreed') end(fingerprint, same)
      else agreedThere.add(fingerprint)
    },
    knock: (fingerprint, name) => begin(fingerprint, name, true),
  }
}
