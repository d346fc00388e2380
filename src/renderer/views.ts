import { type Component, defineAsyncComponent } from 'vue'
import MapPane from './components/MapPane.vue'
import { text } from './text/text.js'

/**
 * The views of the middle of the window, in the order of their tabs. All but the map are loaded when they
 * are first shown (`defineAsyncComponent`), so that the first picture does not wait for them.
 */
export const views = [
  { id: 'map', label: () => text.map.region, component: MapPane },
  {
    id: 'point',
    label: () => text.points.view,
    component: defineAsyncComponent(() => import('./components/points/PointInspector.vue')),
  },
  {
    id: 'farm',
    label: () => text.farmView.region,
    component: defineAsyncComponent(() => import('./components/farm/FarmView.vue')),
  },
  {
    id: 'scaling',
    label: () => text.scaling.region,
    component: defineAsyncComponent(() => import('./components/scaling/ScalingView.vue')),
  },
  {
    id: 'model',
    label: () => text.editor.view,
    component: defineAsyncComponent(() => import('./components/model/ModelView.vue')),
  },
] as const satisfies readonly {
  readonly id: string
  readonly label: () => string
  readonly component: Component
}[]

export type ViewId = (typeof views)[number]['id']
