import { upName } from '../../shared/hysteresis-columns.js'
import { type Output } from '../../shared/record.js'

/**
 * Names of outputs that every reader takes: letters, figures and underscores, beginning with a letter.
 * `tof(CO2)` → `tof_CO2`, `coverage(CO*)` → `coverage_CO_star`. Shape (outputs.length); no two are equal,
 * and none is in `taken`.
 */
export function netcdfNames(outputs: readonly Output[], taken: readonly string[]): string[] {
  const used = new Set(taken)
  return outputs.map(({ name }) => {
    const plain = asciiName(name)
    let unique = plain
    for (let n = 2; used.has(unique); n++) unique = `${plain}_${n}`
    used.add(unique)
    return unique
  })
}

function asciiName(name: string): string {
  const plain = name
    .replaceAll('*', '_star_')
    .replace(/\W+/g, '_')
    .replace(/_{2,}/g, '_')
    .replace(/^_|_$/g, '')
  return /^[A-Za-z]/.test(plain) ? plain : `v_${plain}`
}

const CERTIFICATE: Readonly<Record<string, string>> = {
  flux_balance: 'largest net flux of a species over its gross flux',
  newton_step: 'largest relative change of a coverage in the last Newton step',
  site_balance: 'largest relative error of the sum of coverages of a site type',
  error_bound: 'bound on the relative error due to rounding',
  relaxation_time: 'slowest relaxation time at the steady state; negative where unstable',
  precision: 'arithmetic used: 1 double, 2 double-double',
  integrated_time: 'simulated time reached by the integration',
  steps: 'steps of the integration',
  stable_states: 'number of stable steady states',
  steady_states: 'number of steady states, stable and unstable',
  frequency: 'frequency of oscillation, 0 at a steady state',
  hysteresis: 'largest difference of a coverage between the sweep up and the sweep down',
}

const KINDS: Readonly<Record<string, string>> = {
  tof: 'turnover frequency of formation of',
  coverage: 'coverage of',
  rate: 'net rate of step',
  forward_rate: 'forward rate of step',
  reverse_rate: 'reverse rate of step',
  drc: 'degree of rate control of the turnover frequency of gas, by step:',
  trc: 'thermodynamic rate control of the turnover frequency of gas, by adsorbate:',
  order: 'reaction order of the turnover frequency of gas, in gas:',
  activation_energy: 'apparent activation energy of the turnover frequency of',
  selectivity: 'share of the molecules formed that are',
  reversibility: 'reverse over forward rate of step',
  pressure: 'pressure in the reactor of',
  conversion: 'conversion in the reactor of',
}

/** What an output is, in words. */
export function describeOutput({ name }: Pick<Output, 'name'>): string {
  const up = upName(name)
  if (up !== undefined) return `${describeOutput({ name: up })}, on the way down`
  const [, kind, of] = /^(\w+)\((.*)\)$/.exec(name) ?? []
  if (kind === undefined || of === undefined) return CERTIFICATE[name] ?? name
  return `${KINDS[kind] ?? kind} ${of}`
}
