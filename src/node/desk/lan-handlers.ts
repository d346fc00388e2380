import { type LanContract } from '../../shared/lan-contract.js'
import { type Lan } from '../lan/lan-port.js'
import { readBoolean, readRecord } from './door.js'
import { type LanFeed } from './lan-feed.js'
import { readDoctorAddress, readFingerprint, readPeerAddress, readSharing } from './lan-requests.js'

export type LanHandlers = {
  [M in keyof LanContract]: (
    argument: unknown,
  ) => ReturnType<LanContract[M]> | Promise<ReturnType<LanContract[M]>>
}

/** Other computers, for the one interface that `feed` keeps up to date; arguments are checked here. */
export function lanHandlers(lan: Lan, feed: LanFeed): LanHandlers {
  const fingerprintIn = (argument: unknown): string =>
    readFingerprint(readRecord('argument', argument)['fingerprint'])

  return {
    lan: () => {
      feed.connected()
      return lan.view()
    },
    lookForPeers: lan.look,
    addPeer: argument => lan.addPeer(readPeerAddress(argument)),
    removePeer: argument => lan.removePeer(fingerprintIn(argument)),
    answerPairing: argument =>
      lan.answerPairing(
        fingerprintIn(argument),
        readBoolean('same', readRecord('argument', argument)['same']),
      ),
    forgetPeer: argument => lan.forgetPeer(fingerprintIn(argument)),
    setSharing: argument => lan.setSharing(readSharing(argument)),
    invite: () => lan.invite(),
    dismissGuests: lan.dismissGuests,
    diagnose: argument => lan.diagnose(readDoctorAddress(argument)),
  }
}
