import type { MapContract } from '../../shared/map-contract.js'
import { readInteger, readRecord, readText } from './door.js'
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
  }
}
