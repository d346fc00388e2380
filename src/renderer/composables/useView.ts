import { type InjectionKey, shallowRef, type ShallowRef } from 'vue'
import type { ViewId } from '../views.js'

/** What the middle of the window shows. */
export interface UseView {
  readonly shown: ShallowRef<ViewId>
}

export const viewKey: InjectionKey<UseView> = Symbol('view')

export const useView = (): UseView => ({ shown: shallowRef('map') })
