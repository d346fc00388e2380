import { type InjectionKey, shallowRef, type ShallowRef } from 'vue'

export type HabitDialog = 'palette' | 'shortcuts' | 'settings'

/** Which dialog of the keyboard and the settings is open. */
export interface UseHabits {
  readonly dialog: ShallowRef<HabitDialog | undefined>
}

export const habitsKey: InjectionKey<UseHabits> = Symbol('habits')

export const useHabits = (): UseHabits => ({ dialog: shallowRef() })
