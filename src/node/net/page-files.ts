import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'

/** What the built interface consists of; anything else is not served. */
const contentTypes: Readonly<Record<string, string | undefined>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

export interface PageFile {
  readonly body: Buffer<ArrayBuffer>
  readonly contentType: string
}

/** The file of the built interface at the path of a URL (`/` is the page); undefined if there is none. */
export async function readPageFile(root: string, urlPath: string): Promise<PageFile | undefined> {
  const path = pathInside(root, urlPath)
  const contentType = path && contentTypes[extname(path)]
  if (!contentType) return undefined
  try {
    return { body: await readFile(path), contentType }
  } catch {
    return undefined
  }
}

function pathInside(root: string, urlPath: string): string | undefined {
  try {
    const path = resolve(join(root, decodeURIComponent(urlPath === '/' ? '/index.html' : urlPath)))
    return path.startsWith(resolve(root) + sep) && !path.includes('\0') ? path : undefined
  } catch {
    // Not percent-encoded UTF-8.
    return undefined
  }
}

/**
 * Headers of every answer. Scripts and style sheets come from the built files only; style attributes are
 * allowed because the tooltip of ECharts writes its mark-up with them.
 *
 * @param socketOrigins origins the page may open a WebSocket to, besides its own
 */
export function pageHeaders(socketOrigins: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    ['connect-src', "'self'", ...socketOrigins].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  }
}
