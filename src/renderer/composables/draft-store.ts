import { type ModelHome } from './useModelDraft.js'

export interface KeptDraft {
  readonly text: string
  readonly saved: string
  readonly home: ModelHome
}

const KEY = 'isobar.model-draft'

/** Unsaved model text, kept in the page's own storage so that a reload or a crash does not lose it. */
export function createDraftStore(storage: Storage) {
  return {
    keep: (draft: KeptDraft): void => {
      try {
        storage.setItem(KEY, JSON.stringify(draft))
      } catch {
        // A full storage costs only the safety net; the text itself is in the editor.
      }
    },
    clear: (): void => storage.removeItem(KEY),
    read: (): KeptDraft | undefined => {
      try {
        const kept = JSON.parse(storage.getItem(KEY) ?? 'null') as Partial<KeptDraft> | null
        if (typeof kept?.text !== 'string' || typeof kept.saved !== 'string') return undefined
        const { path, name } = kept.home ?? {}
        return {
          text: kept.text,
          saved: kept.saved,
          home: { path: typeof path === 'string' ? path : undefined, name: String(name ?? '') },
        }
      } catch {
        return undefined
      }
    },
  }
}
