import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Keeps the set-up that was not started; a page of the browser host has no storage that outlives the server. */
export function createDraftFile(path: string) {
  return {
    read: (): string | null => {
      try {
        return readFileSync(path, 'utf8')
      } catch {
        return null
      }
    },
    write: (draft: string | null): void => {
      if (draft === null) return rmSync(path, { force: true })
      try {
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, draft)
      } catch {
        // Losing a form that was not started is no reason to disturb who fills it in.
      }
    },
  }
}

export type DraftFile = ReturnType<typeof createDraftFile>
