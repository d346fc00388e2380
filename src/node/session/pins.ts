import { type DatabaseSync } from 'node:sqlite'
import { type Pin } from '../../shared/map-contract.js'

/** Made when first needed: files without pins, and those of earlier versions, have no such table. */
const TABLE = `CREATE TABLE IF NOT EXISTS pin (
  id INTEGER PRIMARY KEY,
  i INTEGER NOT NULL,
  j INTEGER NOT NULL,
  name TEXT NOT NULL
) STRICT`

/** Replaces all pins; to be called in a transaction. */
export function writePins(db: DatabaseSync, pins: readonly Pin[]): void {
  db.exec(`${TABLE}; DELETE FROM pin`)
  const insert = db.prepare('INSERT INTO pin (id, i, j, name) VALUES (?, ?, ?, ?)')
  for (const { id, i, j, name } of pins) insert.run(id, i, j, name)
}

/** By their numbers; empty where there are none or they cannot be read, since no result depends on them. */
export function readPins(db: DatabaseSync): Pin[] {
  try {
    const rows = db.prepare('SELECT id, i, j, name FROM pin ORDER BY id').all()
    return rows.map(row => ({
      id: Number(row['id']),
      i: Number(row['i']),
      j: Number(row['j']),
      name: String(row['name']),
    }))
  } catch {
    return []
  }
}
