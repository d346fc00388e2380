import { type Account } from '../shared/scaling/account.js'

/** Where the time of the cores went, for people: a line or two. */
export function accountLines(account: Account): string[] {
  const { speedup, lanes, ideal, utilisation, lost, imbalance, machines } = account
  const cores = `${lanes} ${lanes === 1 ? 'core' : 'cores'}`
  const others =
    machines.length > 1
      ? ` on ${machines.length} machines that together count as ${ideal.toFixed(1)} cores`
      : ''
  const parts = [
    `${percent(utilisation)} computing`,
    `${percent(lost.startUp)} start`,
    `${percent(lost.between)} between slices`,
    `${percent(lost.tail)} tail`,
    `${percent(lost.finish)} finish`,
  ]
  return [
    `${speedup.toFixed(2)} effective, with ${cores}${others}`,
    `${parts.join(', ')}; busiest core ${imbalance.toFixed(2)} of the mean`,
  ]
}

export const percent = (share: number): string => {
  const value = 100 * share
  return `${value > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} %`
}
