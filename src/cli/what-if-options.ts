import { InvalidArgumentError } from 'commander'
import { MAX_WORKERS } from '../node/desk/requests.js'
import type { AddedMachine } from '../shared/scaling/what-if.js'

/** `1,2,4` as numbers of workers. */
export function toWorkerList(text: string): number[] {
  return text.split(',').map(part => {
    const count = Number(part)
    if (!/^\d+$/.test(part.trim()) || count < 1 || count > MAX_WORKERS)
      throw new InvalidArgumentError(
        `"${part}" is no number of workers. Give whole numbers from 1 to ${MAX_WORKERS}, such as 1,2,4.`,
      )
    return count
  })
}

/** `8x0.5`: eight cores of half the speed of one here; `8` is eight of the same speed. */
export function toMachine(text: string, before: AddedMachine[] = []): AddedMachine[] {
  const [, cores = '', speed = '1'] = /^(\d+)(?:x(\d*\.?\d+))?$/.exec(text.trim()) ?? []
  const machine = { cores: Number(cores), speed: Number(speed) }
  if (cores === '' || machine.cores < 1 || machine.cores > MAX_WORKERS || !(machine.speed > 0))
    throw new InvalidArgumentError(
      `"${text}" is no machine. Give cores x speed of one of them relative to one here, such as 8x0.5.`,
    )
  return [...before, machine]
}
