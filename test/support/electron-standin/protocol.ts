import { honest, onlyKeys } from './honest.js'

type Handler = (request: Request) => Response | Promise<Response>

/**
 * Chromium cannot be taught a scheme from outside, so `isobar://app/x` is shown as
 * `https://app.isobar.invalid/x` and answered by the handler of the scheme under its real name. The top
 * level domain `invalid` is never in the DNS (RFC 6761), so nothing can leak.
 */
const handlers = new Map<string, Handler>()
const declared = new Set<string>()

export const protocol = honest('protocol', {
  registerSchemesAsPrivileged: (schemes: { scheme: string; privileges: Record<string, boolean> }[]) => {
    for (const { scheme, privileges } of schemes) {
      onlyKeys('scheme privilege', privileges, ['standard', 'secure', 'supportFetchAPI'])
      if (!privileges['standard'] || !privileges['secure'] || !privileges['supportFetchAPI'])
        throw new Error('the Electron stand-in only has schemes that are standard, secure and fetchable')
      declared.add(scheme)
    }
  },
  handle: (scheme: string, handler: Handler) => {
    if (!declared.has(scheme)) throw new Error(`the Electron stand-in has no undeclared scheme ${scheme}`)
    handlers.set(scheme, handler)
  },
})

export function shownUrl(url: string): string {
  const [, scheme, host, rest] = /^(\w+):\/\/([\w.]+)(\/.*)?$/.exec(url) ?? []
  if (!scheme || !handlers.has(scheme)) throw new Error(`the Electron stand-in cannot load ${url}`)
  return `https://${host}.${scheme}.invalid${rest ?? '/'}`
}

/** The real name of a shown URL; any other URL is its own name. */
export const realUrl = (url: string): string =>
  url.replace(/^https:\/\/([\w.]+)\.(\w+)\.invalid\//, '$2://$1/')

/** The answer of the handler of the scheme; undefined for what is no page of the app. */
export async function answerShown(url: string, method: string): Promise<Response | undefined> {
  const real = realUrl(url)
  const handler = handlers.get(real.split(':')[0]!)
  return handler && handler({ url: real, method } as Request)
}
