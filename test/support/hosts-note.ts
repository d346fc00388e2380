import { runNote } from './run-note.js'

/** Where a run of the end-to-end specs leaves word of its hosts for the closing line. */
const note = runNote('hosts')
export const writeHostsNote = note.write
export const takeHostsNote = note.take
