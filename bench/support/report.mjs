const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

export const heading = text => console.log(`\n${text}`)

/** One contestant: median rate, time for a point. */
export function rateLine(name, pointsPerSecond) {
  const each = 1e6 / pointsPerSecond
  console.log(
    `  ${name.padEnd(52)}${number.format(pointsPerSecond).padStart(12)} points/s${number.format(each).padStart(12)} us each`,
  )
}

/** One ratio against its goal, with the range of the rounds. */
export function ratioLine(name, { median, low, high }, goal) {
  const range = `(${number.format(low)} to ${number.format(high)})`
  const verdict = goal === undefined ? '' : median >= goal ? `goal ${goal}: reached` : `goal ${goal}: MISSED`
  console.log(`  ${name.padEnd(52)}${number.format(median).padStart(12)} ${range.padEnd(20)}${verdict}`)
}

export const noteLine = text => console.log(`  ${text}`)

/** One quantity against the most or the least it may be; whether it reached that. */
export function goalLine(name, value, { most, least, unit, about }) {
  const reached = most === undefined ? value >= least : value <= most
  const goal = most === undefined ? `at least ${least}` : `at most ${most}`
  console.log(
    `  ${name.padEnd(28)}${number.format(value).padStart(8)} ${unit.padEnd(9)} ${about.padEnd(34)} goal ${goal}: ${reached ? 'reached' : 'MISSED'}`,
  )
  return reached
}
