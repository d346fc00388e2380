import { computed, type ComputedRef, type InjectionKey, type ShallowRef, shallowRef } from 'vue'

export interface Cell {
  readonly i: number
  readonly j: number
}

export interface UseCursor {
  /** The cell under the pointer. */
  readonly hovered: ShallowRef<Cell | undefined>
  /** A cell that stays in the read-out whatever the pointer does. */
  readonly held: ShallowRef<Cell | undefined>
  readonly cell: ComputedRef<Cell | undefined>
  /** Row-major index of the cell. */
  readonly point: ComputedRef<number | undefined>
  /** A click holds a cell; a click on the held one lets go. */
  toggle(cell: Cell): void
  /** Moves the held cell by key; starts from what is in the read-out, or from the middle. */
  move(di: number, dj: number): void
  release(): void
}

export const cursorKey: InjectionKey<UseCursor> = Symbol('cursor')

export function useCursor(size: ComputedRef<{ nx: number; ny: number } | undefined>): UseCursor {
  const hovered = shallowRef<Cell>()
  const held = shallowRef<Cell>()
  const cell = computed(() => {
    const wanted = held.value ?? hovered.value
    const grid = size.value
    return wanted && grid && wanted.i < grid.nx && wanted.j < grid.ny ? wanted : undefined
  })
  const clamp = (k: number, n: number): number => Math.min(n - 1, Math.max(0, k))
  return {
    hovered,
    held,
    cell,
    point: computed(() => cell.value && size.value && cell.value.j * size.value.nx + cell.value.i),
    toggle: ({ i, j }) => {
      const same = held.value?.i === i && held.value.j === j
      held.value = same ? undefined : { i, j }
    },
    move: (di, dj) => {
      const grid = size.value
      if (!grid) return
      const from = cell.value
      held.value = from
        ? { i: clamp(from.i + di, grid.nx), j: clamp(from.j + dj, grid.ny) }
        : { i: grid.nx >> 1, j: grid.ny >> 1 }
    },
    release: () => (held.value = undefined),
  }
}
