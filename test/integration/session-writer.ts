import { createSession, openSession } from '../../src/node/session/session.js'
import { plausibleSlice } from '../node/session/slices.js'
import { tinyPlan } from '../node/desk/tiny-plan.js'

/** Writes one point after the other, and tells of each once it is saved, until it is killed. */
const [path, mode] = process.argv.slice(2)
const plan = tinyPlan(1000, 1000)
const session =
  mode === 'create' ? createSession(path!, { plan, version: '1' }) : openSession(path!, 'required')
let from = 0
for (const { to } of session.slices()) from = to
for (;;) {
  const to = from + 1 + (from % 50)
  await session.append([plausibleSlice(plan, from, to)])
  await new Promise(resolve => process.send!(to, resolve))
  from = to
}
