import type { CellArea, SweepView } from './owner-contract.js'

/** The shelf of sessions, what can be done with their files, and where a person begins. */
export interface SessionsContract {
  /** Sessions of the session folder and those opened from elsewhere, the last changed first; bounded. */
  sessionCards: (argument: Record<string, never>) => readonly SessionCard[]
  /** The main output of a session as a picture; null while it shows nothing. */
  thumbnail: (argument: { path: string }) => Thumbnail | null
  /** The same for a sample, as it ships. */
  samplePicture: (argument: { sample: string }) => Thumbnail | null
  /** Models to begin a new one with. */
  templates: (argument: Record<string, never>) => readonly ModelTemplate[]
  /** Writes a copy beside the session; of a damaged one, what is whole. */
  duplicateSession: (argument: { path: string }) => { path: string }
  /** Gives the file another name in its folder; the session on the desk stays there, and goes on if it ran. */
  renameSession: (argument: { path: string; name: string }) => { path: string }
  /** Shows the file in the file manager; false where the host has none. */
  revealSession: (argument: { path: string }) => { shown: boolean }
  /** Takes a session off the list until it is opened again; the file stays. */
  forgetSession: (argument: { path: string }) => void
  /** Deletes the file, for good; one on the desk is put away first. Rejects with `session/locked`. */
  deleteSession: (argument: { path: string }) => void
  /** Opens the session on the desk again, as the file is now; a sweep that runs is not disturbed. */
  reloadSession: (argument: Record<string, never>) => SweepView
  /**
   * Makes a session of twice the resolution, of all or of a rectangle of cells, with every point the one on the
   * desk or at `path` knows; puts it on the desk and computes what is missing.
   */
  refineSession: (argument: { path?: string; area?: CellArea }) => SweepView
  /** The listed session of this file name and size [bytes], for a file that was dropped without its path. */
  findSession: (argument: { name: string; bytes: number }) => { path: string | null }
  /** Puts a dropped session file into the session folder, under a free name. */
  importSession: (argument: { name: string; bytes: Uint8Array }) => { path: string }
  /** The set-up that was edited and not started, as an interface kept it; null when there is none. */
  draft: (argument: Record<string, never>) => { draft: string | null }
  keepDraft: (argument: { draft: string | null }) => void
}

/** elsewhere: another Isobar has it open; missing: listed, but no such file; damaged: its head is destroyed. */
export type SessionState = 'finished' | 'unfinished' | 'elsewhere' | 'missing' | 'damaged'

export interface SessionCard {
  readonly path: string
  readonly state: SessionState
  /** Whether it lies on the desk now. */
  readonly onDesk: boolean
  /** Empty where it was never known. */
  readonly model: string
  readonly x: string
  readonly y: string
  readonly nx: number
  readonly ny: number
  readonly points: number
  readonly done: number
  /** [ms since 1970] */
  readonly modifiedAt: number
  readonly bytes: number
}

export interface Thumbnail {
  /** A PNG, one pixel a cell, as a `data:` URL. */
  readonly src: string
  readonly width: number
  readonly height: number
}

export interface ModelTemplate {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly text: string
}

/** Largest session file an interface may hand over by content [bytes]; frames of the socket are 64 MiB. */
export const MAX_IMPORT_BYTES = 48 * 2 ** 20
