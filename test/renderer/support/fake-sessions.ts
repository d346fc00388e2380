import { IsobarError } from '../../../src/shared/errors.js'
import { type SweepView } from '../../../src/shared/owner-contract.js'
import {
  type SessionCard,
  type SessionsContract,
  type Thumbnail,
} from '../../../src/shared/sessions-contract.js'
import { fakeMechanism } from './fake-model.js'

const card = (file: string, rest: Partial<SessionCard>): SessionCard => ({
  path: `/home/lab/Isobar/${file}.isobar`,
  state: 'finished',
  onDesk: false,
  model: fakeMechanism.name,
  x: 'pCO',
  y: 'pO2',
  nx: 100,
  ny: 100,
  points: 10_000,
  done: 10_000,
  modifiedAt: 1_780_000_000_000,
  bytes: 3_100_000,
  ...rest,
})

export const fakeCards: readonly SessionCard[] = [
  card('co-oxidation-12', { state: 'unfinished', nx: 300, ny: 300, points: 90_000, done: 56_700 }),
  card('volcano-fine', {
    model: 'CO oxidation on (111) metals: volcano over the binding energies of O and CO',
    x: 'E_O',
    y: 'E_CO',
    modifiedAt: 1_779_900_000_000,
  }),
  card('co-oxidation-11', { state: 'elsewhere', done: 800, modifiedAt: 1_779_800_000_000 }),
  card('old map', { state: 'missing', modifiedAt: 1_770_000_000_000 }),
  card('broken', { state: 'damaged', model: 'broken', x: '', y: '', nx: 0, ny: 0, points: 0, done: 0 }),
]

/** A shelf in memory: what is renamed, forgotten or deleted there is so, and files are never touched. */
export function fakeSessions(current: () => SweepView | null): SessionsContract {
  let cards = fakeCards
  let draft: string | null = null
  const view = (): SweepView => {
    const sweep = current()
    if (sweep) return sweep
    throw new IsobarError('input/invalid', 'there is no session on the desk', {
      field: 'session',
      value: '',
      remedy: 'open one first',
    })
  }
  const without = (path: string): void => void (cards = cards.filter(item => item.path !== path))

  return {
    sessionCards: () => cards,
    thumbnail: ({ path }) => (/volcano|12/.test(path) ? picture : null),
    samplePicture: () => picture,
    templates: () => [
      {
        id: 'two-step-adsorption',
        name: 'Two-step adsorption',
        description: 'A gas adsorbs and desorbs, and a second step turns it into a product.',
        text: 'name: Two-step adsorption\n',
      },
    ],
    duplicateSession: ({ path }) => ({ path: path.replace('.isobar', '-copy.isobar') }),
    renameSession: ({ path, name }) => {
      const renamed = `/home/lab/Isobar/${name}.isobar`
      cards = cards.map(item => (item.path === path ? { ...item, path: renamed } : item))
      return { path: renamed }
    },
    revealSession: () => ({ shown: false }),
    forgetSession: ({ path }) => without(path),
    deleteSession: ({ path }) => without(path),
    reloadSession: view,
    refineSession: view,
    findSession: ({ name }) => ({ path: cards.find(item => item.path.endsWith(`/${name}`))?.path ?? null }),
    importSession: ({ name }) => ({ path: `/home/lab/Isobar/${name}` }),
    draft: () => ({ draft }),
    keepDraft: argument => void (draft = argument.draft),
  }
}

/** Two by two cells of viridis. */
const picture: Thumbnail = {
  src: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAG0lEQVR4XmNwYQz5b5jR95/BdHvl/7/PVf8DAEVdCStkyb+fAAAAAElFTkSuQmCC',
  width: 2,
  height: 2,
}
