/**
 * One map of case B as the window computes it: a desk with a set-up on it, whose workers stand ready; then Start.
 * Arguments: points per side, workers, rtol ("" for Isobar's own). Prints { points, wallMs, solveMs }: wallMs runs
 * from Start to the last saved answer.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { ready, root } from './source.mjs'
import { SAMPLE } from './whole-map.mjs'

/** Somebody looks at the set-up before he presses Start [ms]. */
const LOOK_MS = 2500

const [n, workers, rtol] = process.argv.slice(2)
const { pCO, pO2 } = JSON.parse(readFileSync(join(root, 'bench', 'case-b.json'), 'utf8'))
const { createDesk } = await ready('src/node/desk/desk.ts')
const { connect, serve } = await ready('src/shared/rpc.ts')
const { forkNodeWorker } = await ready('src/node/pool/fork-node.ts')

const folder = mkdtempSync(join(tmpdir(), 'isobar-bench-'))
const desk = createDesk({
  fork: forkNodeWorker(join(root, 'out', 'main', 'worker.js')),
  host: 'browser',
  sessionFolder: folder,
  modelFolder: join(root, 'resources', 'models'),
  version: 'bench',
})

/** Two ends of a pipe in this process. */
function pipe() {
  const listeners = [new Set(), new Set()]
  return [0, 1].map(mine => ({
    send: message => queueMicrotask(() => listeners[1 - mine].forEach(listener => listener(message))),
    onMessage: listener => {
      listeners[mine].add(listener)
      return () => listeners[mine].delete(listener)
    },
  }))
}

const [ours, theirs] = pipe()
desk.attach(theirs)
const { client } = connect(ours)
const finished = new Promise(resolve => {
  const told = ({ phase, ...rest }) => phase === 'finished' && resolve(rest)
  serve(ours, {
    progress: told,
    sweep: view => view && told(view.progress),
  })
})

try {
  const axis = (parameter, { from, to }) => ({ parameter, scale: 'linear', from, to, count: Number(n) })
  const setup = {
    modelText: readFileSync(SAMPLE, 'utf8'),
    x: axis('pCO', pCO),
    y: axis('pO2', pO2),
    settings: {},
    start: 'empty',
    workers: Number(workers),
    ...(rtol && { solver: { rtol: Number(rtol) } }),
  }
  await client.checkSetup(setup)
  await setTimeout(LOOK_MS)
  await client.current({})
  await client.start(setup)
  const { points, wallMs, solveMs } = await finished
  console.log(JSON.stringify({ points, wallMs, solveMs }))
} finally {
  await desk.close()
  rmSync(folder, { recursive: true, force: true })
}
