import { computed, type ComputedRef, shallowRef, type ShallowRef } from 'vue'
import { type Profile, profileOf } from '../../shared/energy/profile.js'
import { type Route, routesOf } from '../../shared/energy/routes.js'
import { type EnergyKind, type EnergyTrouble } from '../../shared/energy/step-energies.js'
import { type Mechanism } from '../../shared/mechanism.js'

export type Given = Readonly<Record<string, number>>

export interface UseEnergies {
  readonly kind: ShallowRef<EnergyKind>
  /** Kinds this mechanism has numbers for. */
  readonly kinds: ComputedRef<readonly EnergyKind[]>
  readonly routes: ComputedRef<readonly Route[]>
  readonly chosen: ShallowRef<number>
  readonly profile: ComputedRef<Profile | undefined>
  readonly troubles: ComputedRef<readonly EnergyTrouble[]>
}

const KINDS: readonly EnergyKind[] = ['free', 'standard', 'energy']

/** The energy profile of a mechanism along a route of one's choice. */
export function useEnergies(mechanism: () => Mechanism | undefined, given: () => Given): UseEnergies {
  const kind = shallowRef<EnergyKind>('free')
  const chosen = shallowRef(0)
  const routes = computed(() => {
    const model = mechanism()
    return model ? routesOf(model) : []
  })
  const route = computed(() => routes.value[chosen.value] ?? routes.value[0])
  const along = (of: EnergyKind): ReturnType<typeof profileOf> | undefined => {
    const model = mechanism()
    return model && profileOf(model, route.value, of, applicable(model, given()))
  }
  const drawn = computed(() => along(kind.value))
  return {
    kind,
    // What cannot be drawn is only offered when nothing can.
    kinds: computed(() => {
      const known = KINDS.filter(each => {
        const found = along(each)
        return found && 'states' in found
      })
      return known.length > 0 ? known : KINDS
    }),
    routes,
    chosen,
    profile: computed(() => (drawn.value && 'states' in drawn.value ? drawn.value : undefined)),
    troubles: computed(() => (drawn.value && 'troubles' in drawn.value ? drawn.value.troubles : [])),
  }
}

/** Values for parameters this mechanism has and does not derive itself; the text may be ahead of the set-up. */
function applicable({ parameters }: Mechanism, given: Given): Given {
  const free = new Set(parameters.filter(parameter => !parameter.expression).map(parameter => parameter.name))
  return Object.fromEntries(Object.entries(given).filter(([name]) => free.has(name)))
}
