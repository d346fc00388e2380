import { type Catalogue } from './en.js'
import { analysis } from './zh/analysis.js'
import { editor } from './zh/editor.js'
import { exporting } from './zh/exporting.js'
import { farmView } from './zh/farm-view.js'
import { general } from './zh/general.js'
import { habits } from './zh/habits.js'
import { hysteresis } from './zh/hysteresis.js'
import { lan } from './zh/lan.js'
import { map } from './zh/map.js'
import { mapTools } from './zh/map-tools.js'
import { nativeMenu } from './zh/native-menu.js'
import { points } from './zh/points.js'
import { reactor } from './zh/reactor.js'
import { run } from './zh/run.js'
import { scaling } from './zh/scaling.js'
import { scrub } from './zh/scrub.js'
import { session } from './zh/session.js'
import { setup } from './zh/setup.js'
import { start } from './zh/start.js'

/** The words in Simplified Chinese; the type of the catalogue makes a missing one an error. */
export const zh: Catalogue = {
  ...general,
  ...setup,
  ...run,
  ...map,
  ...hysteresis,
  ...lan,
  ...session,
  ...habits,
  ...nativeMenu,
  ...analysis,
  ...editor,
  ...mapTools,
  ...scaling,
  ...points,
  ...reactor,
  ...exporting,
  ...start,
  ...farmView,
  ...scrub,
}
