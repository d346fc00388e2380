import { runNote } from './run-note.js'

/** Where tests with hosts in network namespaces say whether they could make them. */
export const netnsNote = runNote('netns')
