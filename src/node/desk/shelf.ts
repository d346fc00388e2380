import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SessionCard, Thumbnail } from '../../shared/sessions-contract.js'
import { changedAt, type SessionSummary, sessionFiles, summarise } from '../session/recent.js'
import { thumbnailOf } from '../session/thumbnail.js'

/** Beyond these nobody looks; the oldest fall off. */
const MOST = 30
const MOST_PICTURES = 60

/** The sessions people had in hand: those of the session folder, and those opened from elsewhere. */
export interface Shelf {
  /** The last changed first. */
  readonly cards: () => readonly SessionCard[]
  readonly picture: (path: string) => Thumbnail | null
  /** A session was made or opened; it is listed from now on. */
  readonly remember: (path: string) => void
  /** Off the list, until it is opened again. */
  readonly forget: (path: string) => void
}

/** What is kept over restarts: the last that was known of each session, and what was taken off the list. */
interface Kept {
  readonly known: Readonly<Record<string, SessionSummary>>
  readonly hidden: readonly string[]
}

/**
 * @param folder the session folder
 * @param notes file of what is kept over restarts
 * @param onDesk path of the session on the desk
 */
export function createShelf(folder: string, notes: string, onDesk: () => string | undefined): Shelf {
  const kept = readNotes(notes)
  const known = new Map<string, SessionSummary>(Object.entries(kept.known))
  const hidden = new Set(kept.hidden)
  const pictures = new Map<string, { readonly changed: number; readonly picture: Thumbnail | null }>()

  let written = noteText()

  function noteText(): string {
    return JSON.stringify({ known: Object.fromEntries(known), hidden: [...hidden] } satisfies Kept)
  }

  function write(): void {
    const text = noteText()
    if (text === written) return
    try {
      mkdirSync(dirname(notes), { recursive: true })
      writeFileSync(`${notes}.tmp`, text)
      renameSync(`${notes}.tmp`, notes)
      written = text
    } catch {
      // The list is a convenience: a folder that cannot be written is told where something is lost by it.
    }
  }

  /** What stands in an unchanged file that nobody writes has not changed either. */
  function look(path: string): SessionSummary | undefined {
    const before = known.get(path)
    if (!existsSync(path)) return before && { ...before, state: 'missing' }
    const calm = before?.state === 'finished' || before?.state === 'unfinished'
    if (calm && before.modifiedAt === changedAt(path) && path !== onDesk()) return before
    return summarise(path, path === onDesk())
  }

  return {
    cards: () => {
      const paths = new Set([...sessionFiles(folder), ...known.keys()])
      const found = [...paths].filter(path => !hidden.has(path)).flatMap(path => look(path) ?? [])
      const listed = found.sort((a, b) => b.modifiedAt - a.modifiedAt).slice(0, MOST)
      known.clear()
      for (const summary of listed) known.set(summary.path, summary)
      write()
      return listed.map(summary => ({ ...summary, onDesk: summary.path === onDesk() }))
    },
    picture: path => {
      const changed = changedAt(path)
      const before = pictures.get(path)
      if (before?.changed === changed) return before.picture
      const picture = thumbnailOf(path) ?? null
      pictures.delete(path)
      pictures.set(path, { changed, picture })
      if (pictures.size > MOST_PICTURES) pictures.delete(pictures.keys().next().value!)
      return picture
    },
    remember: path => {
      hidden.delete(path)
      const summary = summarise(path, true)
      if (summary) known.set(path, summary)
      write()
    },
    forget: path => {
      known.delete(path)
      if (existsSync(path)) hidden.add(path)
      write()
    },
  }
}

function readNotes(notes: string): Kept {
  try {
    const { known, hidden } = JSON.parse(readFileSync(notes, 'utf8')) as Kept
    const whole = Object.entries(known).filter(([path, summary]) => isSummary(path, summary))
    return {
      known: Object.fromEntries(whole),
      hidden: hidden.filter(path => typeof path === 'string').slice(0, 1000),
    }
  } catch {
    return { known: {}, hidden: [] }
  }
}

function isSummary(path: string, summary: SessionSummary): boolean {
  const { model, x, y, nx, ny, points, done, modifiedAt, bytes } = summary
  return (
    summary.path === path &&
    [model, x, y].every(text => typeof text === 'string') &&
    [nx, ny, points, done, modifiedAt, bytes].every(Number.isFinite)
  )
}

/** Where the desk keeps its notes; hidden, and within the folder that a person backs up. */
export const notesIn = (folder: string, name: string): string => join(folder, '.desk', name)
