/** Two mechanisms at once are common (one on the map, one being set up); more need not stay fast. */
const KEPT = 32
const made = new Map<string, unknown>()

/**
 * The function of a generated source, which must not keep anything from call to call. The same source gives the same
 * function, with the machine code it has by then: the next map of a mechanism begins warm.
 */
export function compiled<F>(parameters: string, source: string): F {
  const key = `${parameters}\n${source}`
  if (!made.has(key)) {
    if (made.size >= KEPT) made.clear()
    made.set(key, new Function(parameters, `"use strict";\n${source}`))
  }
  return made.get(key) as F
}
