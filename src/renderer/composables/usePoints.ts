import { computed, type ComputedRef, type InjectionKey, shallowRef, type ShallowRef, watch } from 'vue'
import { type PointKind, type RerunRequest } from '../../shared/points-contract.js'
import { plural, say, text } from '../text/text.js'
import { type UseActions } from './useActions.js'
import { cellsIn, type UseArea } from './useArea.js'
import { type UseCursor } from './useCursor.js'
import { type UseNotices } from './useNotices.js'
import { type UseOwner } from './useOwner.js'
import { type UseSweep } from './useSweep.js'
import { type UseView } from './useView.js'

/** What a re-run is about. */
export type RerunTarget = PointKind | 'area' | 'point'

export interface UsePoints {
  /** Shows everything about the point under the cross-hair, or of a given one. */
  inspect(point?: number): void
  /** How many points each target has; undefined where there is no such thing now. */
  readonly counts: ComputedRef<Readonly<Record<RerunTarget, number | undefined>>>
  /** Whether points can be computed again now. */
  readonly ready: ComputedRef<boolean>
  /** The popover of re-runs, and what it is about. */
  readonly menu: ShallowRef<boolean>
  readonly target: ShallowRef<RerunTarget>
  /** Rejects with the owner's error. */
  rerun(target: RerunTarget, solver?: RerunRequest['solver']): Promise<void>
}

export const pointsKey: InjectionKey<UsePoints> = Symbol('points')

/** Inspecting points and computing them again. */
export function usePoints(
  { owner }: UseOwner,
  { sweep, progress, phase }: UseSweep,
  cursor: UseCursor,
  area: UseArea,
  { shown }: UseView,
  { inform, attempt }: UseNotices,
  { register }: UseActions,
): UsePoints {
  const menu = shallowRef(false)
  const target = shallowRef<RerunTarget>('failed')
  let begun = false

  const counts = computed(() => {
    const p = progress.value
    return {
      failed: p?.failed,
      uncertified: p && p.solved - p.certified,
      all: p && p.solved + p.failed,
      area: area.area.value && cellsIn(area.area.value),
      point: cursor.cell.value && 1,
    }
  })
  const ready = computed(
    () => phase.value !== undefined && phase.value !== 'running' && phase.value !== 'read-only',
  )
  watch(
    () => sweep.value?.sessionId,
    () => area.clear(),
  )
  // Each report counts, not only a change of phase: a short re-run may end between two of them.
  watch(progress, () => void tellOutcome())

  async function tellOutcome(): Promise<void> {
    if (!begun || phase.value === 'running' || phase.value === 'paused') return
    // Without a connection there is nobody to tell how it went.
    const outcome = await owner.rerunOutcome({}).catch(() => null)
    if (!outcome || !begun) return
    begun = false
    const { points, renewed, kept, skipped } = outcome
    inform(
      kept + skipped > 0
        ? say(text.rerun.kept, { points, renewed, kept: kept + skipped })
        : say(text.rerun.renewed, { points }),
    )
  }

  function inspect(point?: number): void {
    const nx = sweep.value?.x.values.length
    if (!nx) return
    if (point !== undefined) cursor.held.value = { i: point % nx, j: Math.floor(point / nx) }
    else if (cursor.cell.value) cursor.held.value = cursor.cell.value
    else cursor.move(0, 0)
    shown.value = 'point'
  }

  function requestOf(wanted: RerunTarget): RerunRequest {
    const cell = cursor.cell.value
    if (wanted === 'point' && cell)
      return { which: 'all', area: { x0: cell.i, x1: cell.i, y0: cell.j, y1: cell.j } }
    if (wanted === 'area' && area.area.value) return { which: 'all', area: area.area.value }
    return { which: wanted === 'point' || wanted === 'area' ? 'failed' : wanted }
  }

  async function rerun(wanted: RerunTarget, solver?: RerunRequest['solver']): Promise<void> {
    const request = requestOf(wanted)
    const { points } = await owner.rerun(solver === undefined ? request : { ...request, solver })
    begun = points > 0
    inform(points > 0 ? say(text.session.rerunning, { n: points }) : text.rerun.nothing)
    await tellOutcome()
  }

  const can = (wanted: RerunTarget) => () => ready.value && (counts.value[wanted] ?? 0) > 0
  const act = (wanted: RerunTarget) => () => attempt(() => rerun(wanted))
  register([
    {
      id: 'point.inspect',
      title: () => text.points.inspectAction,
      group: 'point',
      keys: 'mod+i',
      enabled: () => sweep.value !== undefined,
      run: () => inspect(),
    },
    {
      id: 'point.rerun',
      title: () => text.rerun.rerunPoint,
      group: 'point',
      enabled: can('point'),
      run: act('point'),
    },
    {
      id: 'run.rerun-failed',
      title: () => text.rerun.rerunFailed,
      group: 'run',
      enabled: can('failed'),
      run: act('failed'),
    },
    {
      id: 'run.rerun-area',
      title: () => text.rerun.rerunArea,
      group: 'run',
      enabled: can('area'),
      run: act('area'),
    },
    {
      id: 'run.rerun-menu',
      title: () => text.rerun.menu,
      group: 'run',
      enabled: () => ready.value,
      run: () => (menu.value = true),
    },
    {
      id: 'map.mark-area',
      title: () => text.rerun.markArea,
      group: 'map',
      enabled: () => sweep.value !== undefined,
      run: () => {
        shown.value = 'map'
        area.arm()
      },
    },
    {
      id: 'map.clear-area',
      title: () => text.rerun.clearArea,
      group: 'map',
      enabled: () => area.area.value !== undefined,
      run: area.clear,
    },
  ])

  return { inspect, counts, ready, menu, target, rerun }
}

/** `12 points`, for a button. */
export const pointsText = (n: number): string => plural(text.rerun.points, n)
