import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { CellArea } from '../../shared/owner-contract.js'
import { unwritable } from '../session/disk-error.js'
import { deleteSession, moveSession } from '../session/move.js'
import { refineSession } from '../session/refine.js'
import { openSession } from '../session/session.js'
import { removeQuietly } from '../session/replace-file.js'
import type { Bench } from './bench.js'
import { refuse } from './door.js'
import type { Job } from './job.js'
import type { SessionDesk } from './session-desk.js'
import { freeSessionPath, SESSION_EXTENSION, sessionStem } from './session-name.js'
import type { Shelf } from './shelf.js'

export interface SessionFilesOptions {
  readonly bench: Bench
  readonly shelf: Shelf
  readonly sessionFolder: string
  readonly version: string
  /** A job of the session file; opening computes nothing. */
  readonly openJob: SessionDesk['openJob']
}

/** What can be done with session files, on the desk or not. */
export interface SessionFiles {
  readonly duplicate: (path: string) => Promise<{ path: string }>
  readonly rename: (path: string, name: string) => Promise<{ path: string }>
  readonly delete: (path: string) => Promise<void>
  readonly reload: () => Promise<Job>
  readonly refine: (path: string | undefined, area: CellArea | undefined) => Promise<Job>
  readonly find: (name: string, bytes: number) => string | null
  readonly import: (name: string, content: Uint8Array) => { path: string }
}

export function createSessionFiles(options: SessionFilesOptions): SessionFiles {
  const { bench, shelf, sessionFolder, version, openJob } = options
  const isOnDesk = (path: string): boolean => bench.job()?.path === path
  const stemOf = (path: string): string => basename(path, extname(path))

  /** Opens the session on the desk once more; it goes on computing if it did. */
  async function reopen(pathOf: (former: Job) => string): Promise<Job> {
    const phase = bench.job()?.progress().phase
    const job = await bench.renew(former =>
      openJob(pathOf(former), { workers: former.progress().workers, revision: former.revision() + 1 }),
    )
    if (!job) return refuse('session', '', 'there is no session on the desk', 'open one first')
    if (phase === 'running') job.resume()
    return job
  }

  return {
    duplicate: async path => {
      const target = freeSessionPath(dirname(path), `${stemOf(path)}-copy`)
      const session = openSession(path, 'no')
      try {
        await session.saveAs(target)
      } finally {
        session.close()
      }
      return { path: target }
    },

    rename: async (path, name) => {
      const target = join(dirname(path), `${nameFor(name)}${SESSION_EXTENSION}`)
      if (target === path) return { path }
      if (existsSync(target)) refuse('name', name, 'there is a file of this name', 'choose another name')
      if (isOnDesk(path))
        await reopen(former => {
          try {
            moveSession(former.path, target)
          } catch {
            // It stays where it is, and on the desk; that the name is not the new one is seen at once.
            return former.path
          }
          return target
        })
      else moveSession(path, target)
      shelf.forget(path)
      shelf.remember(existsSync(target) ? target : path)
      if (!existsSync(target)) refuse('name', name, 'the file cannot be renamed', 'close it elsewhere first')
      return { path: target }
    },

    delete: async path => {
      if (isOnDesk(path)) await bench.clear()
      if (existsSync(path)) deleteSession(path)
      shelf.forget(path)
    },

    reload: () => reopen(({ path }) => path),

    refine: async (path, area) => {
      const source = path ?? bench.job()?.path
      if (source === undefined) return refuse('path', '', 'there is no session on the desk', 'name a session')
      const workers = bench.job()?.progress().workers
      const target = freeSessionPath(dirname(source), `${stemOf(source)}-fine`)
      await refineSession(source, target, { version, ...(area && { area }) })
      const job = await bench.put(() => openJob(target, workers === undefined ? {} : { workers }))
      job.resume()
      return job
    },

    find: (name, bytes) => {
      const found = shelf.cards().find(card => basename(card.path) === name && card.bytes === bytes)
      return found && existsSync(found.path) ? found.path : null
    },

    import: (name, content) => {
      const path = freeSessionPath(sessionFolder, stemOf(name))
      try {
        mkdirSync(sessionFolder, { recursive: true })
        writeFileSync(path, content, { flag: 'wx' })
      } catch (thrown) {
        throw unwritable(thrown, path)
      }
      try {
        // What is no session does not stay among the sessions.
        openSession(path, 'no').close()
      } catch (thrown) {
        removeQuietly(path)
        throw thrown
      }
      return { path: resolve(path) }
    },
  }
}

/** A file name as a person typed it, with or without the extension; what no system takes is refused. */
function nameFor(typed: string): string {
  const name = typed.trim().replace(/\.isobar$/i, '')
  // Spaces are a person's own business; the rest must survive on every system.
  const plain = sessionStem(name.replaceAll(' ', '-')).replaceAll('-', ' ')
  if (name === '' || plain !== name.replaceAll('-', ' '))
    refuse('name', typed, 'is no file name for every system', 'use letters, digits, spaces, . _ and -')
  return name
}
