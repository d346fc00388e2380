import type { Mechanism } from './mechanism.js'
import { CERTIFICATE, type Column } from './record.js'

/** The largest difference of a coverage between the sweep up and the sweep down; 0 where they meet. */
export const HYSTERESIS = 'hysteresis'

const DOWN = ':down'

/** Of the sweep down; the plain name is that of the sweep up. */
export const downName = (name: string): string => name + DOWN
/** The plain name of an output of the sweep down; undefined for any other. */
export const upName = (name: string): string | undefined =>
  name.endsWith(DOWN) ? name.slice(0, -DOWN.length) : undefined

/** What a swept axis adds to a point: how far the branches are apart, and the point on the way down. */
export function hysteresisColumns({ surface, steps }: Mechanism): Column[] {
  return [
    { name: HYSTERESIS, unit: '1', group: 'hysteresis' },
    ...surface.map(s => ({ name: downName(`coverage(${s.name})`), unit: '1', group: 'hysteresis' }) as const),
    ...steps.map(s => ({ name: downName(`rate(${s.label})`), unit: 's-1', group: 'hysteresis' }) as const),
    ...CERTIFICATE.map(c => ({ name: downName(c.name), unit: c.unit, group: 'certificate' }) as const),
  ]
}
