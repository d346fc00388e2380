import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoredSlice } from '../../../src/core/ports.js'
import { createSession, openSession, type Session } from '../../../src/node/session/session.js'
import { isCode } from '../../../src/shared/errors.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { lcg, plausibleSlice } from './slices.js'

const plan = tinyPlan(50, 40)
const PAGE = 32_768
/** From one point, as at the start of a sweep, to some hundreds, whose rows fill several pages. */
const SIZES = [1, 1, 2, 5, 10, 40, 100, 300, 700, 500, 300, 40, 1]

let folder: string
let whole: Buffer
let slices: StoredSlice[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-damage-'))
  let from = 0
  slices = SIZES.map(size => plausibleSlice(plan, from, (from += size)))
  const session = createSession(join(folder, 'whole.isobar'), { plan, version: '1' })
  for (const slice of slices) await session.append([slice])
  session.close()
  whole = readFileSync(join(folder, 'whole.isobar'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const bits = ({ buffer }: Float64Array): string => Buffer.from(buffer).toString('latin1')

type Outcome = 'whole' | 'fewer' | 'refused'

/** Opens a damaged file as people do; anything but a clear refusal or a truthful part of it throws. */
function outcomeOf(bytes: Uint8Array): Outcome {
  const path = join(folder, 'damaged.isobar')
  writeFileSync(path, bytes)
  let session: Session
  try {
    session = openSession(path)
  } catch (thrown) {
    if (!isCode(thrown, 'session/unreadable')) throw thrown
    return 'refused'
  }
  try {
    let found = 0
    for (const slice of session.slices()) {
      const original = slices.find(({ from }) => from === slice.from)!
      expect({ ...slice, rows: bits(slice.rows) }).toEqual({ ...original, rows: bits(original.rows) })
      found++
    }
    if (found === slices.length) return 'whole'
    expect(session.readOnly).toBe(true)
    expect(session.problems).not.toEqual([])
    return 'fewer'
  } finally {
    session.close()
  }
}

function tally(outcomes: readonly Outcome[]): Record<Outcome, number> {
  const count = (outcome: Outcome) => outcomes.filter(other => other === outcome).length
  return { whole: count('whole'), fewer: count('fewer'), refused: count('refused') }
}

describe('a damaged session never gives a wrong value', { timeout: 60_000 }, () => {
  it('after it was cut at any of 100 places', () => {
    const random = lcg(1)
    // A missing end reads as zeros: only a cut that takes something else away is damage.
    const end = whole.findLastIndex(byte => byte !== 0)
    const places = Array.from({ length: 100 }, (_, k) =>
      k * PAGE <= end ? k * PAGE : Math.floor(random() * (end + 1)),
    )
    const counts = tally(places.map(place => outcomeOf(whole.subarray(0, place))))
    expect(counts.whole).toBe(0)
    expect(counts.fewer + counts.refused).toBe(100)
  })

  it('after any of 400 bits flipped, and most results survive', () => {
    const random = lcg(2)
    const counts = tally(
      Array.from({ length: 400 }, () => {
        const bytes = Buffer.from(whole)
        bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8)
        return outcomeOf(bytes)
      }),
    )
    expect(counts.fewer).toBeGreaterThan(200)
    expect(counts.refused).toBeLessThan(40)
  })

  it('after any bit of the head or of the first rows flipped', () => {
    const random = lcg(3)
    for (let byte = 0; byte < 112; byte++) {
      const bytes = Buffer.from(whole)
      bytes[byte]! ^= 1 << Math.floor(random() * 8)
      outcomeOf(bytes)
    }
    for (let page = 0; page < whole.length / PAGE; page++)
      for (let byte = 0; byte < 12; byte++) {
        const bytes = Buffer.from(whole)
        bytes[page * PAGE + byte]! ^= 1 << Math.floor(random() * 8)
        outcomeOf(bytes)
      }
  })

  it('after blocks were zeroed, overwritten with noise, or exchanged', () => {
    const random = lcg(4)
    for (let k = 0; k < 150; k++) {
      const bytes = Buffer.from(whole)
      const size = [512, 4096, PAGE][k % 3]!
      const block = (): number => Math.floor(random() * Math.floor(bytes.length / size)) * size
      const [a, b] = [block(), block()]
      if (k % 4 === 0) bytes.fill(0, a, a + size)
      else if (k % 4 === 1) for (let i = a; i < a + size; i++) bytes[i] = Math.floor(random() * 256)
      else bytes.copy(bytes, a, b, b + size)
      outcomeOf(bytes)
    }
  })
})
