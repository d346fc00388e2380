import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadIdentity } from '../../src/node/lan/identity.ts'

// Loaded as one, so that there is one of each module; see source.mjs.
export { createLedger } from '../../src/core/ledger.ts'
export { startSweep } from '../../src/core/sweep.ts'
export { clock, wallClock } from '../../src/node/clock.ts'
export { dialPeer } from '../../src/node/lan/dial.ts'
export { createHelper } from '../../src/node/lan/helper.ts'
export { createInvitations } from '../../src/node/lan/invitations.ts'
export { listenForPeers } from '../../src/node/lan/listen.ts'
export { createRemoteFarm } from '../../src/node/lan/remote-farm.ts'
export { openTrustStore } from '../../src/node/lan/trust-store.ts'
export { PEER_PROTOCOL } from '../../src/shared/peer-contract.ts'
export { ENGINE } from '../../src/shared/plan.ts'
export { columnsOf } from '../../src/shared/record.ts'
export { serve } from '../../src/shared/rpc.ts'
export { WORKER_PROTOCOL } from '../../src/shared/worker-contract.ts'

/** Identities by name, made while modules can still be loaded: that of certificates is loaded when it is needed. */
export const identities = Object.fromEntries(
  await Promise.all(['owner', 'desktop', 'laptop'].map(async name => [name, await makeIdentity(name)])),
)

async function makeIdentity(name) {
  const folder = mkdtempSync(join(tmpdir(), 'isobar-bench-'))
  try {
    return await loadIdentity(folder, name)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
