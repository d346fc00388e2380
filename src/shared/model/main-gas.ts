import type { Mechanism } from '../mechanism.js'

/** The gas a model is about: that of the turnover frequency it shows first, else the last one. */
export function mainGas({ gases, defaults }: Pick<Mechanism, 'gases' | 'defaults'>): string | undefined {
  const [, shown] = /^tof\((.*)\)$/.exec(defaults.output) ?? []
  return gases.find(gas => gas.name === shown)?.name ?? gases.at(-1)?.name
}
