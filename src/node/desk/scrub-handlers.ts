import { MAX_SCRUB_POINTS, type ScrubContract } from '../../shared/scrub-contract.js'
import { readInteger, readNumbers, readRecord, readText, refuse } from './door.js'
import type { ScrubDesk } from './scrub-desk.js'

export type ScrubHandlers = {
  [M in keyof ScrubContract]: (
    argument: unknown,
  ) => ReturnType<ScrubContract[M]> | Promise<ReturnType<ScrubContract[M]>>
}

/** Nobody has so many hands. */
const MAX_SETTINGS = 1000

export function scrubHandlers(scrub: ScrubDesk): ScrubHandlers {
  return {
    scrub: argument => {
      const record = readRecord('argument', argument)
      const settings = readNumbers('settings', record['settings'])
      const count = Object.keys(settings).length
      if (count > MAX_SETTINGS)
        refuse('settings', count, 'are too many values', `give at most ${MAX_SETTINGS}`)
      return scrub.ask({ settings, output: readText('output', record['output']) })
    },
    scrubMore: argument => {
      const { question, output, from } = readRecord('argument', argument)
      return scrub.more(
        readInteger('question', question, 1, Number.MAX_SAFE_INTEGER),
        readText('output', output),
        readInteger('from', from, 0, MAX_SCRUB_POINTS),
      )
    },
    endScrub: () => scrub.forget(),
  }
}
