/**
 * The equations of a network as C for mechanism.c: rates, their sum for the first n − 1 species, and its dense
 * analytic Jacobian with θ_* = 1 − Σθ carried out; zeros are written too, since CVODE overwrites the matrix.
 *
 * @param network of src/worker/kinetics, mass action only, one site balance, free sites last
 */
export function equationsInC({ n, m, nu, reactants, products }) {
  const free = n - 1
  const steps = range(m)
  const derivatives = steps.map(j => {
    const partials = new Map()
    for (const [sign, rate, side] of [
      ['', j, reactants[j]],
      ['-', m + j, products[j]],
    ])
      for (const { species } of side)
        partials.set(species, `${partials.get(species) ?? ''}${sign || '+'}${partial(rate, side, species)}`)
    return partials
  })
  const names = derivatives.flatMap((partials, j) =>
    [...partials].map(([species, text]) => `const double d${j}_${species} = ${text};`),
  )
  const entry = (i, s) => sum(steps.map(j => [derivatives[j].has(s) ? nu[i][j] : 0, `d${j}_${s}`]))
  const entries = range(free).flatMap(i =>
    range(free).map(s => `J[${s * free + i}] = ${entry(i, s)} - f${i};`),
  )
  return `#define SPECIES ${n}
#define STEPS ${m}

static void net_rates(const double *y, const double *K, double *q) {
${steps.map(j => `  q[${j}] = ${product(j, reactants[j])} - ${product(m + j, products[j])};`).join('\n')}
}

static void derivative(const double *q, double *f) {
${range(free)
  .map(i => `  f[${i}] = ${sum(steps.map(j => [nu[i][j], `q[${j}]`]))};`)
  .join('\n')}
}

static void jacobian(const double *y, const double *K, double *J) {
  ${names.join('\n  ')}
  ${range(free)
    .map(i => `const double f${i} = ${entry(i, free)};`)
    .join('\n  ')}
  ${entries.join('\n  ')}
}
`
}

const range = count => Array.from({ length: count }, (_, k) => k)

const product = (rate, side) =>
  [`K[${rate}]`, ...side.flatMap(({ species, count }) => Array(count).fill(`y[${species}]`))].join(' * ')

function partial(rate, side, by) {
  const factors = side.flatMap(({ species, count }) =>
    Array(species === by ? count - 1 : count).fill(`y[${species}]`),
  )
  const { count } = side.find(({ species }) => species === by)
  return [...(count > 1 ? [String(count)] : []), `K[${rate}]`, ...factors].join(' * ')
}

function sum(terms) {
  const text = terms
    .filter(([coefficient]) => coefficient !== 0)
    .map(([coefficient, term]) => `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)}.0 * ${term}`)
  return text.length === 0 ? '0.0' : text.join(' ')
}
