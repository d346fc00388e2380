import { upName } from '../hysteresis-columns.js'
import { minus } from './ticks.js'

const SYMBOLS: Readonly<Record<string, string>> = {
  tof: 'TOF',
  coverage: 'θ',
  rate: 'r',
  forward_rate: 'r→',
  reverse_rate: 'r←',
  drc: 'DRC',
  trc: 'TRC',
  order: 'order',
  activation_energy: 'Eapp',
  pressure: 'p',
  conversion: 'X',
}

const CERTIFICATE: Readonly<Record<string, string>> = {
  flux_balance: 'flux balance',
  newton_step: 'Newton step',
  site_balance: 'site balance',
  error_bound: 'error bound',
  relaxation_time: 'relaxation time',
  integrated_time: 'integrated time',
  stable_states: 'stable steady states',
  steady_states: 'steady states',
  frequency: 'frequency of oscillation',
}

/** An output as people write it: `tof(CO2)` → `TOF(CO₂)`, `coverage(CO*)` → `θ(CO*)`. */
export function prettyOutput(name: string): string {
  const up = upName(name)
  if (up !== undefined) return `${prettyOutput(up)} ↓`
  const [, kind, of] = /^(\w+)\((.*)\)$/.exec(name) ?? []
  if (kind === undefined || of === undefined) return CERTIFICATE[name] ?? name
  if (kind === 'rate' || kind.endsWith('_rate')) return `${SYMBOLS[kind] ?? kind}(${of})`
  if (kind === 'reversibility') return `${kind}(${of})`
  // drc(CO2, CO adsorption): only the gas is a formula.
  const [, gas = of, step = ''] = (kind === 'drc' && /^([^,]*)(, .*)$/.exec(of)) || []
  return `${SYMBOLS[kind] ?? kind}(${subscripts(gas)}${step})`
}

/** The same where a heading already says what kind of output it is. */
export function briefOutput(name: string): string {
  const up = upName(name)
  if (up !== undefined) return `${briefOutput(up)} ↓`
  const [, analysed, by] = /^(drc|trc|order)\([^,]*, (.*)\)$/.exec(name) ?? []
  if (by !== undefined) return analysed === 'drc' ? by : subscripts(by)
  const [, kind, of] = /^(rate|forward_rate|reverse_rate)\((.*)\)$/.exec(name) ?? []
  if (of === undefined) return prettyOutput(name)
  return kind === 'rate' ? of : `${kind === 'forward_rate' ? '→' : '←'} ${of}`
}

/** Figures of a formula, not those of a charge or a plain number. */
const subscripts = (formula: string): string =>
  formula.replace(/(?<=[A-Za-z)])\d+/g, digits => digits.replace(/\d/g, d => '₀₁₂₃₄₅₆₇₈₉'[Number(d)]!))

export const prettySigned = (name: string, sign: 1 | -1): string =>
  sign === 1 ? prettyOutput(name) : minus(`-${prettyOutput(name)}`)
