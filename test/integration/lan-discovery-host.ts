import { createServer } from 'node:net'
import { type DoctorReport } from '../../src/shared/lan-contract.js'
import { clock } from '../../src/node/clock.js'
import { createDiscovery } from '../../src/node/lan/discovery.js'
import { diagnose } from '../../src/node/lan/doctor.js'
import { realDoctorPorts } from '../../src/node/lan/doctor-real.js'
import { type Announcement, type SeenPeer } from '../../src/node/lan/ports.js'

/** An Isobar reduced to its discovery; runs in a network namespace and is driven by messages. */
export type HostOrder =
  | { kind: 'announce'; announcement: Announcement | undefined }
  | { kind: 'listen'; port: number }
  | { kind: 'diagnose'; address?: string; listenerPort?: number; wantedPort?: number }
  | { kind: 'close' }
export type HostNews =
  | { kind: 'seen'; peers: readonly SeenPeer[]; problem: string | undefined; at: number }
  | { kind: 'listening' }
  | { kind: 'report'; report: DoctorReport }
  | { kind: 'closed' }

const tell = (news: HostNews): void => void process.send?.(news)

const discovery = createDiscovery({ clock, onChange: show, log: () => {} })
function show(): void {
  tell({ kind: 'seen', peers: discovery.peers(), problem: discovery.problem(), at: Date.now() })
}

async function obey(order: HostOrder): Promise<void> {
  if (order.kind === 'announce') discovery.announce(order.announcement)
  if (order.kind === 'listen')
    createServer(socket => socket.destroy()).listen(order.port, () => tell({ kind: 'listening' }))
  if (order.kind === 'diagnose') {
    const ports = realDoctorPorts(clock)
    tell({ kind: 'report', report: await diagnose({ ...order, ports, clock }) })
  }
  if (order.kind === 'close') {
    await discovery.close()
    tell({ kind: 'closed' })
    // Ends by itself now, unless something of the discovery still runs.
    process.disconnect()
  }
}

process.on('message', (order: HostOrder) => void obey(order))
process.once('disconnect', () => void discovery.close())
queueMicrotask(show)
