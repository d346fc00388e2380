import { protocol } from 'electron'
import { pageHeaders, readPageFile } from '../node/net/page-files.js'

const SCHEME = 'isobar'
export const APP_ORIGIN = `${SCHEME}://app`

/** By text, because the `origin` of a URL with a scheme of our own is "null" like that of any other. */
export const isOwnPage = (url: string): boolean => url.startsWith(`${APP_ORIGIN}/`)

/**
 * Makes `isobar://app/` an origin like that of a web site, so that the page has storage and modules of its
 * own, and none of the rights of a `file:` page to read the disk. Must be called before the app is ready.
 */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built interface, and nothing else of the disk, under APP_ORIGIN. */
export function serveApp(root: string): void {
  protocol.handle(SCHEME, async request => {
    const url = new URL(request.url)
    const file = url.host === 'app' && request.method === 'GET' && (await readPageFile(root, url.pathname))
    if (!file) return new Response('There is nothing here.\n', { status: 404, headers: pageHeaders() })
    return new Response(file.body, { headers: { ...pageHeaders(), 'Content-Type': file.contentType } })
  })
}
