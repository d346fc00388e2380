import type { Mechanism, ParameterIndex, Reactor } from '../mechanism.js'

/** Parameters of a reactor, what each is, and its key in a model file. */
export function reactorParameters(
  reactor: Reactor | undefined,
): readonly (readonly [index: ParameterIndex, role: string, key: string])[] {
  if (!reactor) return []
  const { residenceTime, volume, flow, siteDensity, siteCount } = reactor
  const all = [
    [residenceTime, 'residence time', 'residence_time'],
    [volume, 'gas volume', 'volume'],
    [flow, 'volumetric flow', 'flow'],
    [siteDensity, 'number of sites per gas volume', 'site_density'],
    [siteCount, 'number of sites', 'sites'],
  ] as const
  return all.flatMap(([index, role, key]) => (index === undefined ? [] : [[index, role, key] as const]))
}

export interface ReactorConditions {
  /** τ [s] */
  readonly residenceTime: number
  /** Pressure of one molecule per site in the gas volume [Pa]: kB T times the sites per volume. */
  readonly perSite: number
}

/** @param values of the parameters in internal units, shape (parameters) */
export function reactorConditions(
  reactor: Reactor,
  { constants, temperature }: Pick<Mechanism, 'constants' | 'temperature'>,
  values: ArrayLike<number>,
): ReactorConditions {
  const { residenceTime, volume, flow, siteDensity, siteCount } = reactor
  const time = residenceTime === undefined ? values[volume!]! / values[flow!]! : values[residenceTime]!
  const density = siteDensity === undefined ? values[siteCount!]! / values[volume!]! : values[siteDensity]!
  return { residenceTime: time, perSite: constants.kBJ * values[temperature]! * density }
}
