import { type DatabaseSync } from 'node:sqlite'

/** `ISOB`, in the place where SQLite files say whose they are. */
export const APPLICATION_ID = 0x49534f42

/** Version of the tables below; a file of a higher one is left alone. See docs/sessions.md. */
export const FORMAT = 1

/** What SQLite may leave beside a file whose owner was killed. */
export const SIDE_FILES = ['-wal', '-shm', '-journal'] as const

/** Rows of results are large: larger pages than usual mean shorter chains of them, and less work to save. */
const PAGE_BYTES = 32_768

const TABLES = `
CREATE TABLE session (
  id TEXT NOT NULL,
  created_at REAL NOT NULL,
  engine TEXT NOT NULL,
  version TEXT NOT NULL,
  plan_hash TEXT NOT NULL,
  model TEXT NOT NULL,
  x TEXT NOT NULL,
  y TEXT NOT NULL,
  points INTEGER NOT NULL,
  columns TEXT NOT NULL,
  plan TEXT NOT NULL,
  point_order BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
CREATE TABLE slice (
  id INTEGER PRIMARY KEY,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  executor TEXT NOT NULL,
  at REAL NOT NULL,
  busy_ms REAL NOT NULL,
  reasons TEXT NOT NULL,
  status BLOB NOT NULL,
  rows BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
CREATE TABLE run (
  started_at REAL NOT NULL,
  wall_ms REAL NOT NULL,
  workers INTEGER NOT NULL,
  host TEXT NOT NULL
) STRICT;
CREATE TABLE owner (
  pid INTEGER NOT NULL
) STRICT;
`

/** Lays out an empty file. */
export function createTables(db: DatabaseSync): void {
  db.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA application_id = ${APPLICATION_ID}`)
  db.exec(`BEGIN; PRAGMA user_version = ${FORMAT}; ${TABLES} COMMIT`)
}

export function readPragma(db: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name])
}

/** All of `act` or nothing of it is in the file. */
export function transaction(db: DatabaseSync, act: () => void): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    act()
    db.exec('COMMIT')
  } catch (thrown) {
    // SQLite may have rolled back by itself, for example on a full disk.
    if (db.isTransaction) db.exec('ROLLBACK')
    throw thrown
  }
}
