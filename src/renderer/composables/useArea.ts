import { type InjectionKey, type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { type CellArea } from '../../shared/owner-contract.js'
import { type Cell } from './useCursor.js'

/** armed: the next drag marks. drag: the pointer holds the moving corner. keys: the cross-hair does. */
export type Marking = 'off' | 'armed' | 'drag' | 'keys'

/** A rectangle of cells that a person marks on the map. */
export interface UseArea {
  readonly area: Readonly<ShallowRef<CellArea | undefined>>
  readonly marking: Readonly<ShallowRef<Marking>>
  arm(): void
  begin(cell: Cell, by: 'drag' | 'keys'): void
  /** Moves the corner that is not fixed; without effect while nothing is being marked. */
  extend(cell: Cell): void
  end(): void
  clear(): void
}

export const areaKey: InjectionKey<UseArea> = Symbol('area')

export function useArea(): UseArea {
  const area = shallowRef<CellArea>()
  const marking = shallowRef<Marking>('off')
  let fixed: Cell | undefined

  function extend({ i, j }: Cell): void {
    if (!fixed || (marking.value !== 'drag' && marking.value !== 'keys')) return
    area.value = {
      x0: Math.min(fixed.i, i),
      x1: Math.max(fixed.i, i),
      y0: Math.min(fixed.j, j),
      y1: Math.max(fixed.j, j),
    }
  }

  return {
    area: shallowReadonly(area),
    marking: shallowReadonly(marking),
    arm: () => (marking.value = 'armed'),
    begin: (cell, by) => {
      fixed = cell
      marking.value = by
      extend(cell)
    },
    extend,
    end: () => (marking.value = 'off'),
    clear: () => {
      area.value = undefined
      marking.value = 'off'
    },
  }
}

export const cellsIn = ({ x0, x1, y0, y1 }: CellArea): number => (x1 - x0 + 1) * (y1 - y0 + 1)
