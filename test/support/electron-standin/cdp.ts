import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { CHROMIUM_FLAGS, findChromium } from '../chromium.js'

export type CdpEvent = Record<string, unknown>

/** One target of Chromium, or the browser itself, over the DevTools protocol. */
export interface CdpSession {
  send: (method: string, params?: object) => Promise<Record<string, never>>
  on: (method: string, listener: (params: never) => void) => void
}

export interface Chromium {
  readonly browser: CdpSession
  readonly session: (sessionId: string) => CdpSession
  /** Where a test connects with Playwright. */
  readonly endpoint: Promise<string>
  readonly kill: () => void
}

interface Message {
  id?: number
  sessionId?: string
  method?: string
  params?: CdpEvent
  result?: Record<string, never>
  error?: { message: string }
}

/**
 * Starts Chromium with two ears: a pipe for the stand-in, which also ends the browser when the process that
 * holds it dies however it dies, and a port for the test.
 */
export function launchChromium(): Chromium {
  // In the home that a test makes and removes, because after SIGKILL nobody here is left to clean up.
  const profile = mkdtempSync(join(homedir(), '.isobar-standin-'))
  const child = spawn(
    findChromium(),
    [
      ...CHROMIUM_FLAGS,
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
      '--remote-debugging-port=0',
      '--no-startup-window',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  )
  const pipe = openPipe(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const endpoint = new Promise<string>((resolve, reject) => {
    let text = ''
    child.stderr!.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(text)
      if (found) resolve(found[1]!)
    })
    child.on('exit', () => reject(new Error(`Chromium ended: ${text.slice(-2000)}`)))
  })
  process.on('exit', () => {
    child.kill('SIGKILL')
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  return { browser: pipe(undefined), session: pipe, endpoint, kill: () => void child.kill('SIGKILL') }
}

function openPipe(out: Writable, incoming: Readable): (sessionId: string | undefined) => CdpSession {
  const waiting = new Map<
    number,
    { resolve: (value: Record<string, never>) => void; reject: (e: Error) => void }
  >()
  const listeners: { sessionId: string | undefined; method: string; listener: (params: never) => void }[] = []
  let nextId = 1
  let parts: Buffer[] = []

  function receive(message: Message): void {
    if (message.id === undefined) {
      for (const { sessionId, method, listener } of listeners)
        if (sessionId === message.sessionId && method === message.method) listener(message.params as never)
      return
    }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error) call?.reject(new Error(message.error.message))
    else call?.resolve(message.result ?? {})
  }

  incoming.on('data', (chunk: Buffer) => {
    // Messages end with a NUL; a large one comes in many chunks, put together once.
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0)) {
      parts.push(chunk.subarray(0, end))
      const text = Buffer.concat(parts).toString()
      parts = []
      chunk = chunk.subarray(end + 1)
      receive(JSON.parse(text) as Message)
    }
    if (chunk.length > 0) parts.push(chunk)
  })
  // Chromium is gone; whoever still waits ends with the process.
  out.on('error', () => undefined)

  return sessionId => ({
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        waiting.set(id, { resolve, reject })
        out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      }),
    on: (method, listener) => void listeners.push({ sessionId, method, listener }),
  })
}
