import { type DoctorReport } from '../../shared/lan-contract.js'

/** The report for a terminal: one line a check, the remedy indented below, and what to mend first. */
export function formatReport({ checks }: DoctorReport): string {
  const width = Math.max(...checks.map(({ label }) => label.length))
  const lines = checks.flatMap(({ state, label, detail, remedy }) => [
    `${state.padEnd(7)}  ${label.padEnd(width)}  ${detail}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(11 + width)}${remedy}`]),
  ])
  const first = checks.find(({ state }) => state === 'failed')
  const verdict = first ? `Mend first: ${first.label}.` : 'No link of the chain failed.'
  return [...lines, '', verdict].join('\n')
}
