import type { Mechanism, Parameter, Step, Term } from '../../src/shared/mechanism.js'

export interface RandomMechanismOptions {
  readonly seed: number
  readonly adsorbates: number
  readonly steps: number
  readonly gases?: number
}

/** Uniform numbers in [0, 1), the same on every run (mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * A mechanism of reversible steps that is consistent by construction: all rate constants follow from energies of
 * the species and of transition states, so that every cycle closes. Adsorption of the gases first, then random
 * surface reactions A* + B* <-> C* + D* with * among the four, each adsorbate in at least one step.
 */
export function randomMechanism({
  seed,
  adsorbates,
  steps: count,
  gases: gasCount = Math.max(2, Math.round(adsorbates / 4)),
}: RandomMechanismOptions): Mechanism {
  const random = uniform(seed)
  const between = (low: number, high: number): number => low + (high - low) * random()
  const pick = (n: number): number => Math.floor(random() * n)
  const parameters: Parameter[] = []
  const parameter = (name: string, value: number, unit: string, kind: Parameter['kind']): number =>
    parameters.push({ name, unit, value, factor: 1, offset: 0, kind, description: '' }) - 1

  const temperature = parameter('T', 500, 'K', 'temperature')
  const gases = Array.from({ length: gasCount }, (_, g) => ({
    name: `G${g}`,
    composition: {},
    pressure: parameter(`p${g}`, 10 ** between(2, 5), 'Pa', 'pressure'),
    mass: 5e-26,
    correction: { kind: 'fixed', value: parameter(`c${g}`, between(-1, -0.6), 'eV', 'energy') } as const,
    energy: parameter(`EG${g}`, between(-0.3, 0.3), 'eV', 'energy'),
  }))
  const energies = Array.from({ length: adsorbates }, () => between(-1.3, -0.3))
  const surface = [
    ...energies.map((energy, i) => ({
      name: `A${i}*`,
      composition: {},
      site: 0,
      occupies: 1,
      free: false,
      energy: parameter(`E${i}`, energy, 'eV', 'energy'),
    })),
    { name: '*', composition: {}, site: 0, occupies: 1, free: true },
  ]
  const free = adsorbates
  const energyOf = (i: number): number => (i === free ? 0 : energies[i]!)
  const on = (i: number): Term => ({ surface: i, count: 1 })
  const pair = (i: number, j: number): Term[] => (i === j ? [{ surface: i, count: 2 }] : [on(i), on(j)])

  const steps: Step[] = gases.map((_, g) => ({
    label: `adsorption ${g}`,
    equation: `G${g} + * <-> A${g}*`,
    reactants: [{ gas: g, count: 1 }, on(free)],
    products: [on(g)],
    forward: { kind: 'energies', transitionState: undefined },
    reverse: { kind: 'energies' },
  }))
  const used = new Set(gases.map((_, g) => g))
  const seen = new Set<string>()
  for (let attempt = 0; steps.length < count && attempt < 100 * count; attempt++) {
    const unused = Array.from({ length: adsorbates }, (_, i) => i).filter(i => !used.has(i))
    const known = [...used]
    const a = known[pick(known.length)]!
    const b = random() < 0.5 ? free : known[pick(known.length)]!
    const c = unused.length > 0 ? unused[0]! : pick(adsorbates)
    const d = random() < 0.5 ? free : known[pick(known.length)]!
    const sides = [[a, b].sort().join(), [c, d].sort().join()]
    const key = sides.toSorted().join(' ')
    if (sides[0] === sides[1] || seen.has(key) || a === c || a === d || b === c || (b === d && b !== free))
      continue
    seen.add(key)
    for (const i of [a, b, c, d]) if (i !== free) used.add(i)
    const top = Math.max(energyOf(a) + energyOf(b), energyOf(c) + energyOf(d)) + between(0.1, 0.9)
    const j = steps.length
    steps.push({
      label: `reaction ${j}`,
      equation: `${surface[a]!.name} + ${surface[b]!.name} <-> ${surface[c]!.name} + ${surface[d]!.name}`,
      reactants: pair(a, b),
      products: pair(c, d),
      forward: { kind: 'energies', transitionState: parameter(`TS${j}`, top, 'eV', 'energy') },
      reverse: { kind: 'energies' },
    })
  }
  const start = surface.map(species => (species.free ? 1 : 0))
  return {
    name: `random mechanism ${seed}`,
    description: '',
    source: `seed ${seed}`,
    constants: { kBeV: 8.617333262e-5, kBJ: 1.380649e-23, heV: 4.135667696e-15, hJ: 6.62607015e-34 },
    referencePressure: 1e5,
    parameters,
    temperature,
    gases,
    surface,
    sites: [{ name: '*', total: 1 }],
    steps,
    start,
    starts: { empty: start },
    defaults: { x: undefined, y: undefined, output: 'tof(G0)' },
  }
}
