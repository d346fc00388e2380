/**
 * Wraps a piece of the stand-in so that touching what it does not have throws, instead of reading as
 * undefined and letting a test pass on a pretence.
 */
export function honest<T extends object>(name: string, api: T): T {
  return new Proxy(api, {
    get: (target, key) => {
      if (Reflect.has(target, key) || typeof key === 'symbol' || key === 'then' || key === 'toJSON')
        return Reflect.get(target, key, target)
      throw new Error(`the Electron stand-in has no ${name}.${key}`)
    },
    set: (target, key, value) => {
      if (!Reflect.has(target, key))
        throw new Error(`the Electron stand-in cannot set ${name}.${String(key)}`)
      return Reflect.set(target, key, value, target)
    },
  })
}

/** Throws unless every key of `options` is one the stand-in knows what to do with. */
export function onlyKeys(name: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).filter(key => !known.includes(key))
  if (unknown.length > 0) throw new Error(`the Electron stand-in does not know ${name} ${unknown.join(', ')}`)
}
