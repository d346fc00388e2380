import { type InjectionKey, type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { IsobarError } from '../../shared/errors.js'
import { ownerText } from '../text/owner-text.js'
import { text } from '../text/text.js'

export interface Notice {
  readonly id: number
  readonly kind: 'info' | 'error'
  readonly title: string
  readonly detail: string
  /** What an error leaves as it was, and all of it to be sent to somebody who can help. */
  readonly kept?: string
  readonly report?: string
}

export interface UseNotices {
  readonly notices: Readonly<ShallowRef<readonly Notice[]>>
  inform(title: string, detail?: string): void
  /** Shows why something did not work; a wish cancelled by the user is no trouble. */
  fail(thrown: unknown): void
  dismiss(id: number): void
  /** Runs an action and shows its failure; true when it went well. */
  attempt(action: () => Promise<unknown>): Promise<boolean>
}

export const noticesKey: InjectionKey<UseNotices> = Symbol('notices')

const MOST = 4

export function useNotices(): UseNotices {
  const notices = shallowRef<readonly Notice[]>([])
  let nextId = 0

  const add = (notice: Omit<Notice, 'id'>): void => {
    notices.value = [...notices.value, { ...notice, id: nextId++ }].slice(-MOST)
  }
  const fail = (thrown: unknown): void => {
    if (thrown instanceof IsobarError && thrown.code === 'cancelled') return
    add({ kind: 'error', ...explain(thrown), kept: text.notices.kept, report: reportOf(thrown) })
  }

  return {
    notices: shallowReadonly(notices),
    inform: (title, detail = '') => add({ kind: 'info', title, detail }),
    fail,
    dismiss: id => (notices.value = notices.value.filter(notice => notice.id !== id)),
    attempt: async action => {
      try {
        await action()
        return true
      } catch (thrown) {
        fail(thrown)
        return false
      }
    },
  }
}

/** Message and remedy of an error, for people. */
export function explain(thrown: unknown): { title: string; detail: string } {
  if (!(thrown instanceof IsobarError))
    return {
      title: text.trouble.unexpected,
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    }
  const data = thrown.data as { remedy?: unknown; findings?: unknown } | undefined
  if (thrown.code === 'internal/bug') return { title: text.trouble.unexpected, detail: thrown.message }
  const detail = typeof data?.remedy === 'string' ? data.remedy : ''
  return { title: ownerText(withoutEnd(thrown.message, detail)), detail: ownerText(detail) }
}

/** Messages that are also read alone, in a log or a terminal, hold their remedy. */
const withoutEnd = (message: string, remedy: string): string =>
  remedy !== '' && message.endsWith(remedy) ? message.slice(0, -remedy.length).trimEnd() : message

/** An error as those need it who look for its cause: in English, with its code and where it came from. */
function reportOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const code = thrown instanceof IsobarError ? thrown.code : thrown.name
  const data = thrown instanceof IsobarError && thrown.data ? JSON.stringify(thrown.data) : ''
  return [`${code}: ${thrown.message}`, data, new Date().toISOString()].filter(Boolean).join('\n')
}

/** The same in one line, to stand beside a field. */
export function reasonOf(thrown: unknown): string {
  const { title, detail } = explain(thrown)
  return detail === '' ? title : `${title}${title.endsWith('.') ? '' : '.'} ${detail}`
}
