import { IsobarError } from '../../../src/shared/errors.js'
import { type SweepView } from '../../../src/shared/owner-contract.js'
import { pointOrder } from '../../../src/shared/point-order.js'
import { type ScrubAnswer, type ScrubContract } from '../../../src/shared/scrub-contract.js'
import { fakeValue } from './fake-model.js'

export interface FakeScrub {
  readonly handlers: ScrubContract
  /** Settings asked for, oldest first. */
  readonly asked: Readonly<Record<string, number>>[]
}

/** Answers a tenth of the map at first and a third with each further question; ten kelvin double the values. */
export function createFakeScrub(sweep: () => SweepView | null): FakeScrub {
  const asked: Readonly<Record<string, number>>[] = []
  let question = 0
  let known = 0
  let over = true

  function answer(output: string, from: number): ScrubAnswer {
    const { x, y } = sweep()!
    const nx = x.values.length
    const order = pointOrder(nx, y.values.length)
    const factor = 2 ** (((asked.at(-1)?.['T'] ?? 500) - 500) / 10)
    const values = Float64Array.from(
      order.subarray(from, known),
      point => factor * fakeValue(output, x.values[point % nx]!, y.values[Math.floor(point / nx)]!),
    )
    const status = new Uint8Array(values.length).fill(1)
    return { question, from, to: known, points: order.length, values, status }
  }

  const points = (): number => sweep()!.x.values.length * sweep()!.y.values.length

  return {
    asked,
    handlers: {
      scrub: ({ settings, output }) => {
        if (sweep()?.progress.phase === 'running')
          throw new IsobarError('input/invalid', 'sweep: a sweep computes', {
            field: 'sweep',
            value: 'running',
            remedy: 'stop it',
          })
        asked.push(settings)
        question++
        over = false
        known = Math.ceil(points() / 10)
        return answer(output, 0)
      },
      scrubMore: argument => {
        if (over || argument.question !== question) return null
        known = Math.min(points(), known + Math.ceil(points() / 3))
        return answer(argument.output, argument.from)
      },
      endScrub: () => {
        over = true
      },
    },
  }
}
