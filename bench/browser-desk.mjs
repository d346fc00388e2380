/**
 * What a person at the desk waits for, as the page itself sees it, in Chromium, against the goals of the issue:
 *
 *   fill      frames a second while a map of 1000 × 1000 fills, with contour lines and line cuts
 *   map       the finished map: hover, zoom, pan, another palette, another output
 *   slider    from the move of a slider to the coarse map of 100 × 100
 *   timeline  frames of a timeline of 100 000 slices
 *   open      a session of 60 MB
 *
 * Waits belong to the machine and to what else runs on it; beside them stands the processor time that the main
 * thread of the page took for each, from the trace of the browser. Exits 1 when a goal is missed.
 *
 *   npm run build && node bench/browser-desk.mjs [--only fill,map] [--points 1000] [--json FILE]
 */
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { measureFill } from './desk/fill.mjs'
import { measureMap } from './desk/map.mjs'
import { measureOpen } from './desk/open.mjs'
import { measureSlider } from './desk/slider.mjs'
import { measureTimeline } from './desk/timeline.mjs'
import { goalLine, heading } from './support/report.mjs'

const parts = {
  fill: measureFill,
  map: measureMap,
  slider: measureSlider,
  timeline: measureTimeline,
  open: measureOpen,
}
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(parts).join() },
    points: { type: 'string', default: '1000' },
    json: { type: 'string' },
  },
})
const sizes = { points: Number(options.points), seconds: 60, moves: 60, slices: 100_000, repeats: 7 }
const chosen = options.only.split(',')
const unknown = chosen.filter(name => !Object.hasOwn(parts, name))
if (unknown.length > 0) throw new Error(`--only ${unknown}: there are ${Object.keys(parts)}`)

const found = {}
for (const name of chosen) found[name] = await parts[name](sizes)
if (options.json) writeFileSync(options.json, `${JSON.stringify(found, null, 2)}\n`)

const { fill, map, slider, timeline, open } = found
const wait = (name, times, most) => [name, times?.medianMs, { most, unit: 'ms', about: aside(times) }]
const lines = [
  fill && ['map fills', fill.framesPerSecond, { least: 30, unit: 'frames/s', about: aside(fill) }],
  ...Object.entries({ hover: 50, zoom: 50, pan: 50, palette: 300, output: 300, outputAgain: 300 }).map(
    ([name, most]) => map && wait(name, map[name], most),
  ),
  slider && wait('slider to coarse map', slider, 100),
  timeline && wait('timeline zoomed', timeline.zoom, 50),
  timeline && wait('timeline moved', timeline.pan, 50),
  open && wait(`session of ${open.megabytes} MB opens`, open, 1000),
].filter(Boolean)
heading(`Medians; load of the machine ${loadavg()[0].toFixed(1)}`)
const reached = lines.map(line => goalLine(...line))
process.exitCode = reached.every(Boolean) ? 0 : 1

function aside({ p95Ms, cpuMs }) {
  return `p95 ${p95Ms} ms${cpuMs === undefined ? '' : `, processor ${cpuMs} ms`}`
}
