import { LONGEST_PIN_NAME, type MapContract, MOST_PINS, type Pin } from '../../shared/map-contract.js'
import type { Plan } from '../../shared/plan.js'
import { readInteger, readRecord, readText, refuse } from './door.js'
import type { Feed } from './feed.js'
import type { Job } from './job.js'
import { outputNamed } from './map-view.js'

export type MapHandlers = {
  [M in keyof MapContract]: (
    argument: unknown,
  ) => ReturnType<MapContract[M]> | Promise<ReturnType<MapContract[M]>>
}

/** For the one interface that `feed` keeps up to date; arguments are checked here. */
export function mapHandlers(feed: Pick<Feed, 'follow'>, onDesk: () => Job): MapHandlers {
  const field = (argument: unknown, name: string): unknown => readRecord('argument', argument)[name]
  return {
    rewatch: argument => {
      const job = onDesk()
      const output = outputNamed(job, readText('output', field(argument, 'output')))
      const known = readInteger('revision', field(argument, 'revision'), 0, Number.MAX_SAFE_INTEGER)
      if (known !== job.revision()) return false
      feed.follow(output.name)
      return true
    },
    pins: () => onDesk().pins(),
    keepPins: argument => {
      const job = onDesk()
      return job.keepPins(readPins(field(argument, 'pins'), job.plan))
    },
  }
}

function readPins(value: unknown, { x, y }: Plan): Pin[] {
  if (!Array.isArray(value) || value.length > MOST_PINS)
    refuse('pins', value, 'is not a list of pins', `give at most ${MOST_PINS}`)
  const pins = value.map((item, k): Pin => {
    const pin = readRecord(`pins[${k}]`, item)
    return {
      id: readInteger(`pins[${k}].id`, pin['id'], 1, 1e6),
      i: readInteger(`pins[${k}].i`, pin['i'], 0, x.values.length - 1),
      j: readInteger(`pins[${k}].j`, pin['j'], 0, y.values.length - 1),
      name: readText(`pins[${k}].name`, pin['name'], LONGEST_PIN_NAME),
    }
  })
  if (new Set(pins.map(pin => pin.id)).size < pins.length)
    refuse('pins', value.length, 'have a number twice', 'give each its own')
  return pins
}
