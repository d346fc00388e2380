import { EventEmitter } from 'node:events'
import type { WebContents } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { servePages } from '../../src/main/page-channel.js'
import { IPC_MESSAGE, IPC_OPEN } from '../../src/shared/bridge.js'
import type { Channel } from '../../src/shared/rpc.js'

vi.mock('electron', () => ({ protocol: {} }))

const own = { senderFrame: { url: 'isobar://app/', parent: null } }

/** The pages served now, with what each has heard. */
let pages: { channel: Channel; heard: unknown[] }[]
let sent: unknown[][]
let contents: EventEmitter & { ipc: EventEmitter }

beforeEach(() => {
  pages = []
  sent = []
  contents = Object.assign(new EventEmitter(), {
    ipc: new EventEmitter(),
    isDestroyed: () => false,
    send: (...message: unknown[]) => sent.push(message),
  })
  servePages(contents as unknown as WebContents, channel => {
    const page = { channel, heard: [] as unknown[] }
    pages.push(page)
    const stop = channel.onMessage(message => page.heard.push(message))
    return () => {
      pages.splice(pages.indexOf(page), 1)
      stop()
    }
  })
})

describe('servePages', () => {
  it('passes messages of the page on, and answers under its id', () => {
    contents.ipc.emit(IPC_OPEN, own, 'a')
    contents.ipc.emit(IPC_MESSAGE, own, 'a', { hello: 1 })
    pages[0]!.channel.send({ welcome: 2 })
    expect(pages[0]!.heard).toEqual([{ hello: 1 }])
    expect(sent).toEqual([[IPC_MESSAGE, 'a', { welcome: 2 }]])
  })

  it('ends the page before when a new one opens, and drops what still comes for it', () => {
    contents.ipc.emit(IPC_OPEN, own, 'a')
    const [before] = pages
    contents.ipc.emit(IPC_OPEN, own, 'b')
    before!.channel.send('late')
    contents.ipc.emit(IPC_MESSAGE, own, 'a', 'late')
    expect(sent).toEqual([])
    expect(pages).toHaveLength(1)
    expect(pages[0]!.heard).toEqual([])
  })

  it.each([
    ['a frame inside the page', { url: 'isobar://app/', parent: {} }],
    ['a foreign page', { url: 'https://example.com/isobar://app/', parent: null }],
    ['a host that begins like ours', { url: 'isobar://app.example/', parent: null }],
    ['a frame that is gone', null],
  ])('does not hear %s', (_, senderFrame) => {
    contents.ipc.emit(IPC_OPEN, { senderFrame }, 'a')
    expect(pages).toEqual([])
    contents.ipc.emit(IPC_OPEN, own, 'a')
    contents.ipc.emit(IPC_MESSAGE, { senderFrame }, 'a', 'x')
    expect(pages[0]!.heard).toEqual([])
  })

  it.each(['destroyed', 'render-process-gone'])('lets the page go on %s', event => {
    contents.ipc.emit(IPC_OPEN, own, 'a')
    contents.emit(event)
    expect(pages).toEqual([])
  })
})
