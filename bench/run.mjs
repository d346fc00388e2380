/**
 * `npm run bench [-- --rounds 5 --only solver,analysis,farm,schedule,lan --json FILE]`
 *
 * `--only big` takes minutes a round and is in no default.
 *
 * Side-by-side comparisons on this machine, in one run: who is compared takes turns, so what counts are the
 * ratios. Close other programs first; the ranges tell how quiet the machine was.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchAnalysis } from './analysis.mjs'
import { benchBig } from './big.mjs'
import { benchFarm } from './farm.mjs'
import { root } from './isobar/source.mjs'
import { benchLan } from './lan.mjs'
import { benchSchedule } from './schedule.mjs'
import { benchSolver } from './solver.mjs'
import { heading } from './support/report.mjs'

const parts = {
  solver: benchSolver,
  analysis: benchAnalysis,
  big: benchBig,
  farm: benchFarm,
  schedule: benchSchedule,
  lan: benchLan,
}

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'solver,analysis,farm,schedule,lan' },
    json: { type: 'string' },
  },
})
const rounds = Number(options.rounds)
const chosen = options.only.split(',')
const unknown = chosen.filter(name => !Object.hasOwn(parts, name))
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${options.rounds}: give 1 or more`)
if (unknown.length > 0) throw new Error(`--only ${unknown}: there are ${Object.keys(parts)}`)

const kase = JSON.parse(readFileSync(join(root, 'bench', 'case-b.json'), 'utf8'))
const cores = availableParallelism()
heading(`${cpus()[0]?.model.trim()}, ${cores} cores, Node ${process.versions.node}, ${rounds} rounds`)

const progress = text => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`)
const results = {}
for (const name of chosen) results[name] = await parts[name]({ kase, rounds, cores, progress })
if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`)
