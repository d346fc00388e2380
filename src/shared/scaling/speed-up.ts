/**
 * Karp–Flatt metric e = (1/S − 1/p) / (1 − 1/p), the serial share that a speed-up S on p cores amounts to.
 * Constant over p: a serial part; rising: overhead that grows with p. NaN for p = 1.
 *
 * Source: Karp & Flatt, Commun. ACM 33 (1990) 539.
 */
export const karpFlatt = (speedup: number, p: number): number => (1 / speedup - 1 / p) / (1 - 1 / p)

/** Speed-up that `tasks` equal indivisible tasks allow on p cores: N / ⌈N/p⌉. */
export const staircase = (tasks: number, p: number): number => tasks / Math.ceil(tasks / p)

/**
 * Universal scalability law S(p) = p / (1 + a (p − 1) + b p (p − 1)); b = 0 is Amdahl's law with f = a.
 *
 * Sources: Gunther, Guerrilla Capacity Planning, Springer 2007, ch. 4; Amdahl, AFIPS 30 (1967) 483.
 */
export const usl = (p: number, a: number, b: number): number => p / (1 + a * (p - 1) + b * p * (p - 1))
