import { analysis } from './en/analysis.js'
import { editor } from './en/editor.js'
import { exporting } from './en/exporting.js'
import { farmView } from './en/farm-view.js'
import { general } from './en/general.js'
import { habits } from './en/habits.js'
import { hysteresis } from './en/hysteresis.js'
import { lan } from './en/lan.js'
import { map } from './en/map.js'
import { mapTools } from './en/map-tools.js'
import { nativeMenu } from './en/native-menu.js'
import { points } from './en/points.js'
import { reactor } from './en/reactor.js'
import { run } from './en/run.js'
import { scaling } from './en/scaling.js'
import { scrub } from './en/scrub.js'
import { session } from './en/session.js'
import { setup } from './en/setup.js'
import { start } from './en/start.js'

/** Every word of the interface, a file per area. `{name}` is filled in by `say`. */
export const en = {
  ...analysis,
  ...editor,
  ...farmView,
  ...general,
  ...setup,
  ...run,
  ...map,
  ...mapTools,
  ...hysteresis,
  ...lan,
  ...scaling,
  ...scrub,
  ...session,
  ...habits,
  ...nativeMenu,
  ...points,
  ...reactor,
  ...exporting,
  ...start,
} as const

/** The same shape with other words: what a translation must be. */
export type Words<T> = T extends string ? string : { readonly [K in keyof T]: Words<T[K]> }
export type Catalogue = Words<typeof en>
