import { IsobarError } from '../errors.js'
import { type PeerHello } from '../peer-contract.js'
import { showable } from './showable.js'

/** Longest text a stranger may make us show [characters]. */
const MAX_TEXT = 64
const MAX_CORES = 4096

/** Approves what another Isobar says of itself. Throws `net/bad-frame`. */
export function parseHello(value: unknown): PeerHello {
  if (typeof value !== 'object' || value === null) throw bad('it is no object')
  const { protocol, engine, version, name, cores } = value as Record<string, unknown>
  return {
    protocol: whole(protocol, 'protocol', 1, 2 ** 31),
    engine: text(engine, 'engine'),
    version: text(version, 'version'),
    name: showable(text(name, 'name')) || 'unnamed',
    cores: whole(cores, 'cores', 0, MAX_CORES),
  }
}

function text(value: unknown, field: string): string {
  if (typeof value !== 'string' || value.length > MAX_TEXT) throw bad(`its ${field} is no short text`)
  return value
}

function whole(value: unknown, field: string, from: number, to: number): number {
  if (!Number.isInteger(value) || (value as number) < from || (value as number) > to)
    throw bad(`its ${field} is no number from ${from} to ${to}`)
  return value as number
}

const bad = (reason: string): IsobarError =>
  new IsobarError('net/bad-frame', `what the other computer says of itself cannot be read: ${reason}`, {
    reason,
  })
