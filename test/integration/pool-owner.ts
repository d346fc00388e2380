import { clock } from '../../src/node/clock.js'
import { forkNodeWorker } from '../../src/node/pool/fork-node.js'
import { createPool } from '../../src/node/pool/pool.js'
import { tinyPlan } from '../node/desk/tiny-plan.js'

/** An owner that keeps two workers busy for ever, tells who they are, and waits to be killed. */
const [workerPath] = process.argv.slice(2)
const pids: (number | undefined)[] = []
let joined = 0
const forkWorker = forkNodeWorker(workerPath!)
const fork = () => {
  const worker = forkWorker()
  pids.push(worker.pid)
  return worker
}
const pool = createPool({ fork, clock, machine: 'here' }).open(tinyPlan(1000, 1000), 'plan', {
  joined: executor => {
    const again = (): Promise<void> => executor.solve(0, 1_000_000, 1e9).then(again)
    void again()
    if (++joined === 2) process.send!(pids)
  },
  left: () => undefined,
  incident: () => undefined,
  exhausted: () => undefined,
})
pool.resize(2)
