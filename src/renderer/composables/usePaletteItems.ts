import { computed, type ComputedRef, shallowRef } from 'vue'
import { fuzzyFind } from '../actions/fuzzy.js'
import { formatUnit } from '../../shared/figure/numbers.js'
import { type RecentSession } from '../../shared/owner-contract.js'
import { outputName } from '../text/output-name.js'
import { text } from '../text/text.js'
import { type UseActions } from './useActions.js'
import { type UseMap } from './useMap.js'
import { type UseNotices } from './useNotices.js'
import { type UseOwner } from './useOwner.js'
import { type UseSession } from './useSession.js'
import { type UseSetup } from './useSetup.js'
import { type UseSweep } from './useSweep.js'

export type PaletteGroup = 'commands' | 'outputs' | 'samples' | 'recent'

export interface PaletteItem {
  readonly id: string
  readonly group: PaletteGroup
  readonly title: string
  readonly hint: string
  readonly keys: string | undefined
  readonly run: () => unknown
}

export interface PaletteParts {
  readonly actions: UseActions
  readonly owner: UseOwner['owner']
  readonly map: UseMap
  readonly session: UseSession
  readonly setup: UseSetup
  readonly sweep: UseSweep
  readonly notices: UseNotices
}

export interface UsePaletteItems {
  /** What fits `wanted`, best first; each item of what can be done now. */
  find(wanted: string): readonly PaletteItem[]
  readonly count: ComputedRef<number>
  /** Asks the owner which sessions there were last. */
  reload(): Promise<void>
}

/** All that the palette can do: the actions that make sense now, outputs, samples and recent sessions. */
export function usePaletteItems(parts: PaletteParts): UsePaletteItems {
  const { actions, owner, map, session, setup, sweep, notices } = parts
  const recent = shallowRef<readonly RecentSession[]>([])

  const commands = computed(() =>
    actions.actions.value
      .filter(action => action.enabled?.() !== false && action.id !== 'help.palette')
      .map(({ id, title, group, keys, run }) => ({
        id,
        group: 'commands' as const,
        title: title(),
        hint: text.actionGroups[group],
        keys,
        run,
      })),
  )
  const outputs = computed(() =>
    (sweep.sweep.value?.outputs ?? []).map(({ name, unit, group }) => ({
      id: `output.${name}`,
      group: 'outputs' as const,
      title: outputName(name),
      hint: [text.groups[group] ?? group, formatUnit(unit)].filter(Boolean).join(' · '),
      keys: undefined,
      run: () => (map.output.value = name),
    })),
  )
  const samples = computed(() =>
    (sweep.host.value?.samples ?? []).map(({ id, name }) => ({
      id: `sample.${id}`,
      group: 'samples' as const,
      title: name,
      hint: '',
      keys: undefined,
      run: () => notices.attempt(() => setup.openModel({ sample: id })),
    })),
  )
  const sessions = computed(() =>
    recent.value.map(({ path, model, x, y }) => ({
      id: `recent.${path}`,
      group: 'recent' as const,
      title: `${model} · ${x} × ${y}`,
      hint: path.split(/[\\/]/).at(-1) ?? path,
      keys: undefined,
      run: () => notices.attempt(() => session.perform({ purpose: 'open-session' }, path)),
    })),
  )
  const items = computed<readonly PaletteItem[]>(() => [
    ...commands.value,
    ...outputs.value,
    ...samples.value,
    ...sessions.value,
  ])

  return {
    find: wanted => fuzzyFind(wanted, items.value, ({ title, hint, id }) => [title, `${hint} ${title}`, id]),
    count: computed(() => items.value.length),
    reload: async () => {
      recent.value = await owner.recentSessions({}).catch(() => [])
    },
  }
}
