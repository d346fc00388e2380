import {
  computed,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
  shallowReadonly,
  shallowRef,
  watch,
} from 'vue'
import { type Parameter } from '../../shared/mechanism.js'
import { formatInput } from '../../shared/figure/numbers.js'
import { rangeAround, type SliderRange } from '../scrub/slider-range.js'
import { text } from '../text/text.js'
import { type UseMap } from './useMap.js'
import { type UseNotices } from './useNotices.js'
import { type UseOwner } from './useOwner.js'
import { type UseSetup } from './useSetup.js'
import { type UseSweep } from './useSweep.js'

/** The parameter under the slider. */
export interface Scrubbed {
  readonly parameter: Parameter
  /** Its value in the session. */
  readonly base: number
  readonly range: SliderRange
}

/** The map on show: whose value it is of, and how much of it is known. */
export interface ScrubShown {
  readonly value: number
  readonly done: number
  readonly points: number
}

export interface UseScrub {
  readonly scrubbed: Readonly<ShallowRef<Scrubbed | undefined>>
  readonly value: Readonly<ShallowRef<number>>
  readonly shown: Readonly<ShallowRef<ScrubShown | undefined>>
  /** Why the owner does not answer. */
  readonly problem: Readonly<ShallowRef<string | undefined>>
  readonly differs: ComputedRef<boolean>
  /** Why a parameter has no slider now, as a sentence. */
  obstacle(name: string): string | undefined
  begin(name: string): void
  /** The slider is under way: the map follows coarsely. */
  drag(value: number): void
  /** The slider was let go: the whole map follows. */
  release(value: number): void
  setRange(range: SliderRange): void
  back(): void
  /** Makes a session of the value. */
  keep(): Promise<void>
}

export const scrubKey: InjectionKey<UseScrub> = Symbol('scrub')

export interface ScrubParts {
  readonly owner: UseOwner['owner']
  readonly sweep: Pick<UseSweep, 'sweep' | 'occupied' | 'start'>
  readonly setup: Pick<UseSetup, 'form' | 'edit'>
  readonly map: Pick<UseMap, 'output' | 'lend' | 'takeBack'>
  readonly notices: Pick<UseNotices, 'attempt'>
}

/** Moves one fixed value of the map on the desk by hand. Questions never queue: the latest value wins. */
export function useScrub({ owner, sweep, setup, map, notices }: ScrubParts): UseScrub {
  const scrubbed = shallowRef<Scrubbed>()
  const value = shallowRef(0)
  const shown = shallowRef<ScrubShown>()
  const problem = shallowRef<string>()
  /** The value that nobody has asked about yet. */
  let wanted: number | undefined
  let held = false
  let asking = false

  function obstacle(name: string): string | undefined {
    const view = sweep.sweep.value
    if (!view) return text.scrub.noMap
    if (sweep.occupied.value) return text.scrub.occupied
    if (name === view.x.parameter || name === view.y.parameter) return text.scrub.onAxis
    return view.mechanism.parameters.some(p => p.name === name && !p.expression)
      ? undefined
      : text.scrub.otherModel
  }

  function begin(name: string): void {
    const view = sweep.sweep.value
    const parameter = view?.mechanism.parameters.find(p => p.name === name)
    if (!view || !parameter || obstacle(name) !== undefined) return
    if (scrubbed.value) back()
    const base = view.setup.settings[name] ?? parameter.value
    scrubbed.value = { parameter, base, range: rangeAround(base, parameter) }
    value.value = base
    // Shows nothing new, but the workers are warm when the hand begins to move.
    ask(base)
  }

  function ask(next: number): void {
    wanted = next
    if (!asking) void follow()
  }

  async function follow(): Promise<void> {
    asking = true
    while (scrubbed.value && wanted !== undefined) {
      const asked = wanted
      wanted = undefined
      try {
        await show(scrubbed.value, asked)
        problem.value = undefined
      } catch (thrown) {
        problem.value = thrown instanceof Error ? thrown.message : String(thrown)
      }
    }
    asking = false
  }

  /** Shows the map of a value, and all of it unless the slider is held or has moved on. */
  async function show(of: Scrubbed, asked: number): Promise<void> {
    let answer = await owner.scrub({ settings: { [of.parameter.name]: asked }, output: map.output.value })
    const output = map.output.value
    while (answer && scrubbed.value?.parameter === of.parameter && output === map.output.value) {
      const { question, to, points } = answer
      shown.value = { value: asked, done: to, points }
      if (asked === of.base) {
        map.takeBack()
        return
      }
      map.lend(answer)
      if (wanted !== undefined || held || to === points) return
      answer = await owner.scrubMore({ question, output, from: to })
    }
  }

  function close(): void {
    scrubbed.value = undefined
    shown.value = undefined
    problem.value = undefined
    wanted = undefined
    held = false
    map.takeBack()
  }

  function back(): void {
    close()
    // An owner that cannot be reached forgets by itself.
    owner.endScrub({}).catch(() => undefined)
  }

  async function keep(): Promise<void> {
    const view = sweep.sweep.value
    if (!view || !scrubbed.value) return
    const { name } = scrubbed.value.parameter
    const kept = value.value
    await notices.attempt(async () => {
      await sweep.start({ ...view.setup, settings: { ...view.setup.settings, [name]: kept } })
      const typed = setup.form.value?.settings
      if (typed) setup.edit({ settings: { ...typed, [name]: formatInput(kept) } })
    })
  }

  function move(next: number, isHeld: boolean): void {
    // A slider tells of a key as let go first, and then as moved; and it may be let go where it is.
    const isNews = next !== value.value || (held && !isHeld)
    if (!scrubbed.value || !isNews) return
    held = isHeld
    value.value = next
    ask(next)
  }

  watch([() => sweep.sweep.value?.sessionId, () => sweep.occupied.value], () => scrubbed.value && close())
  watch(map.output, () => scrubbed.value && ask(value.value))

  return {
    scrubbed: shallowReadonly(scrubbed),
    value: shallowReadonly(value),
    shown: shallowReadonly(shown),
    problem: shallowReadonly(problem),
    differs: computed(() => scrubbed.value !== undefined && value.value !== scrubbed.value.base),
    obstacle,
    begin,
    drag: next => move(next, true),
    release: next => move(next, false),
    setRange: range => {
      if (scrubbed.value) scrubbed.value = { ...scrubbed.value, range }
    },
    back,
    keep,
  }
}
