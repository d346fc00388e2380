import { createFaultProxy, type Faults } from '../support/fault-proxy.js'

/** What a test asks of a fault proxy in another network namespace. */
export type ProxyOrder =
  | { readonly kind: 'set'; readonly direction: Direction; readonly faults: Partial<Faults> }
  | { readonly kind: 'corrupt'; readonly direction: Direction }
  | { readonly kind: 'cut' }
  | { readonly kind: 'half-open' }

export type Direction = 'toServer' | 'toClient'

export interface ProxyNews {
  readonly port: number
}

// node fault-proxy-host.js HOST PORT DELAY_MS: listens on HOST, leads to HOST:PORT, ends with its test.
const [host, port, delayMs] = process.argv.slice(2)
const proxy = await createFaultProxy({ host: host!, port: Number(port) }, host)
for (const direction of [proxy.toServer, proxy.toClient]) direction.delayMs = Number(delayMs)

process.on('message', (order: ProxyOrder) => {
  if (order.kind === 'set') Object.assign(proxy[order.direction], order.faults)
  else if (order.kind === 'corrupt') proxy.corruptNext(order.direction)
  else if (order.kind === 'cut') proxy.cut()
  else proxy.halfOpen()
})
process.once('disconnect', () => process.exit())
process.send!({ port: proxy.port } satisfies ProxyNews)
