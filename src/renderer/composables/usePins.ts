import { type Ref, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue'
import { LONGEST_PIN_NAME, MOST_PINS, type Pin } from '../../shared/map-contract.js'
import { type Cell } from './useCursor.js'
import { type UseOwner } from './useOwner.js'

export interface UsePins {
  readonly pins: Readonly<ShallowRef<readonly Pin[]>>
  /** Does nothing where there is a pin already. */
  add(cell: Cell): void
  remove(id: number): void
  rename(id: number, name: string): void
}

/**
 * Points people want to come back to. They are kept in the session, and go where its file goes; by this browser
 * where the session is open for reading only.
 */
export function usePins(
  { owner }: Pick<UseOwner, 'owner'>,
  sessionId: Ref<string | undefined>,
  storage: Storage,
): UsePins {
  const pins = shallowRef<readonly Pin[]>([])
  const key = (id: string): string => `isobar.pins.${id}`

  async function open(id: string): Promise<void> {
    const inFile = await owner.pins({}).catch(() => [])
    // What was pinned while the question was open is newer than the answer.
    if (id !== sessionId.value || pins.value.length > 0) return
    pins.value = inFile.length > 0 ? inFile : read(storage.getItem(key(id)))
  }

  function keep(next: readonly Pin[]): void {
    const id = sessionId.value
    if (id === undefined) return
    pins.value = next
    // Without a connection this browser is better than nothing.
    void owner.keepPins({ pins: next }).then(
      kept => store(id, kept ? [] : next),
      () => store(id, next),
    )
  }

  function store(id: string, list: readonly Pin[]): void {
    try {
      if (list.length === 0) storage.removeItem(key(id))
      else storage.setItem(key(id), JSON.stringify(list))
    } catch {
      // A full storage loses the pins at the next start; they are still on the map.
    }
  }

  watch(
    sessionId,
    id => {
      pins.value = []
      if (id !== undefined) void open(id)
    },
    { immediate: true },
  )

  return {
    pins: shallowReadonly(pins),
    add: ({ i, j }) => {
      const now = pins.value
      if (now.length >= MOST_PINS) return
      if (now.some(pin => pin.i === i && pin.j === j)) return
      const id = Math.max(0, ...now.map(pin => pin.id)) + 1
      keep([...now, { id, i, j, name: '' }])
    },
    remove: id => keep(pins.value.filter(pin => pin.id !== id)),
    rename: (id, name) =>
      keep(pins.value.map(pin => (pin.id === id ? { ...pin, name: name.slice(0, LONGEST_PIN_NAME) } : pin))),
  }
}

function read(stored: string | null): readonly Pin[] {
  try {
    const list: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(list) ? list.filter(isPin).slice(0, MOST_PINS) : []
  } catch {
    return []
  }
}

const isPin = (value: unknown): value is Pin => {
  const { id, i, j, name } = (value ?? {}) as Partial<Record<keyof Pin, unknown>>
  return [id, i, j].every(n => Number.isInteger(n) && (n as number) >= 0) && typeof name === 'string'
}
