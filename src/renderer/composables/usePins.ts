import { type Ref, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue'
import { type Cell } from './useCursor.js'

export interface Pin extends Cell {
  readonly id: number
  readonly name: string
}

export interface UsePins {
  readonly pins: Readonly<ShallowRef<readonly Pin[]>>
  /** Does nothing where there is a pin already. */
  add(cell: Cell): void
  remove(id: number): void
  rename(id: number, name: string): void
}

/** More markers than this hide the map. */
const MOST = 99
const LONGEST_NAME = 60

/** Points people want to come back to; kept by this browser for each session. */
export function usePins(sessionId: Ref<string | undefined>, storage: Storage): UsePins {
  const pins = shallowRef<readonly Pin[]>([])
  const key = (): string => `isobar.pins.${sessionId.value}`

  function keep(next: readonly Pin[]): void {
    pins.value = next
    try {
      if (next.length === 0) storage.removeItem(key())
      else storage.setItem(key(), JSON.stringify(next))
    } catch {
      // A full storage loses the pins at the next start; they are still on the map.
    }
  }

  watch(sessionId, () => (pins.value = sessionId.value === undefined ? [] : read(storage.getItem(key()))), {
    immediate: true,
  })

  return {
    pins: shallowReadonly(pins),
    add: ({ i, j }) => {
      const now = pins.value
      if (sessionId.value === undefined || now.length >= MOST) return
      if (now.some(pin => pin.i === i && pin.j === j)) return
      const id = Math.max(0, ...now.map(pin => pin.id)) + 1
      keep([...now, { id, i, j, name: '' }])
    },
    remove: id => keep(pins.value.filter(pin => pin.id !== id)),
    rename: (id, name) =>
      keep(pins.value.map(pin => (pin.id === id ? { ...pin, name: name.slice(0, LONGEST_NAME) } : pin))),
  }
}

function read(stored: string | null): readonly Pin[] {
  try {
    const list: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(list) ? list.filter(isPin).slice(0, MOST) : []
  } catch {
    return []
  }
}

const isPin = (value: unknown): value is Pin => {
  const { id, i, j, name } = (value ?? {}) as Partial<Record<keyof Pin, unknown>>
  return [id, i, j].every(n => Number.isInteger(n) && (n as number) >= 0) && typeof name === 'string'
}
