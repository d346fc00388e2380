import { fork } from 'node:child_process'
import { once } from 'node:events'
import { ready } from './source.mjs'

/** Points per slice: tens of milliseconds of work, as the scheduler would size it. */
const SLICE = 2000

/**
 * Solves a plan in one worker process as the farm does: the built worker, one slice in hand at a time.
 *
 * The first pass finds the code cold and is what a short sweep sees; the second one is what a sweep of
 * seconds or hours sees. The process is new each time.
 *
 * @returns points; busy and wall time [ms] of both passes; the values of one column, by row-major point
 */
export async function solveInOneWorker(workerFile, plan, column) {
  const { connect } = await ready('src/shared/rpc.ts')
  const { pointOrder } = await ready('src/shared/point-order.ts')
  const { WORKER_PROTOCOL } = await ready('src/shared/worker-contract.ts')
  const child = fork(workerFile, [], { serialization: 'advanced' })
  const { client, close } = connect(childChannel(child))
  const gone = once(child, 'exit').then(close)
  try {
    await client.hello({ protocol: WORKER_PROTOCOL })
    const { columns } = await client.plan({ planId: 'bench', plan })
    const order = pointOrder(plan.x.values.length, plan.y.values.length)
    const cold = await onePass(client, order.length)
    const warm = await onePass(client, order.length)
    const values = columnOf(warm.slices, columns.length, columns.indexOf(column), order)
    return { points: order.length, cold: timesOf(cold), warm: timesOf(warm), values }
  } finally {
    child.kill()
    await gone
  }
}

async function onePass(client, points) {
  const slices = []
  const begin = performance.now()
  for (let from = 0; from < points; from += SLICE)
    slices.push(await client.solve({ planId: 'bench', from, to: Math.min(points, from + SLICE) }))
  return { wallMs: performance.now() - begin, slices }
}

const timesOf = ({ wallMs, slices }) => ({
  wallMs,
  busyMs: slices.reduce((sum, slice) => sum + slice.busyMs, 0),
})

function columnOf(slices, width, column, order) {
  const values = new Float64Array(order.length)
  for (const { from, to, rows } of slices)
    for (let at = from; at < to; at++) values[order[at]] = rows[(at - from) * width + column]
  return values
}

const childChannel = child => ({
  send: message => void child.send(message),
  onMessage: listener => {
    child.on('message', listener)
    return () => child.off('message', listener)
  },
})
