// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { useDrop } from '../../../src/renderer/composables/useDrop.js'
import { MAX_IMPORT_BYTES } from '../../../src/shared/sessions-contract.js'
import { withScope } from '../support/with-scope.js'

let did: unknown[]
beforeEach(() => (did = []))

function drop(options: { path?: string; known?: string } = {}) {
  const note =
    (what: string, answer: unknown = undefined) =>
    (argument: unknown) => {
      did.push([what, argument])
      return Promise.resolve(answer)
    }
  const page = Object.assign(Object.create(window) as Window, {
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    ...(options.path !== undefined && { isobar: { pathOf: () => options.path } }),
  })
  const owner = {
    findSession: () => Promise.resolve({ path: options.known ?? null }),
    importSession: ({ name, bytes }: { name: string; bytes: Uint8Array }) => {
      did.push(['import', name, bytes.length])
      return Promise.resolve({ path: `/sessions/${name}` })
    },
  }
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => (await act(), true)
  return withScope(() =>
    useDrop(
      page,
      { owner: owner as never },
      { openModel: note('model') as never },
      { open: note('open', true) as never },
      { attempt, inform: title => void did.push(['inform', title]) },
    ),
  ).result
}

const file = (name: string, content = 'abc') => new File([content], name)

it('opens by path what the desktop knows the place of', async () => {
  const { take } = drop({ path: '/maps/a.isobar' })
  await take(file('a.isobar'))
  await drop({ path: '/models/m.yml' }).take(file('m.yml'))
  expect(did).toEqual([
    ['open', '/maps/a.isobar'],
    ['model', { path: '/models/m.yml' }],
  ])
})

it('takes a model by its content where no place is known', async () => {
  await drop().take(file('m.yaml', 'isobar: 1\n'))
  expect(did).toEqual([['model', { text: 'isobar: 1\n', name: 'm.yaml' }]])
})

it('opens a session the owner knows, and hands over one it does not', async () => {
  await drop({ known: '/sessions/a.isobar' }).take(file('a.isobar'))
  await drop().take(file('b.isobar'))
  expect(did).toEqual([
    ['open', '/sessions/a.isobar'],
    ['import', 'b.isobar', 3],
    ['open', '/sessions/b.isobar'],
  ])
})

it('says so when a session is too large to be handed over, or a file is neither', async () => {
  await drop().take({ ...file('big.isobar'), name: 'big.isobar', size: MAX_IMPORT_BYTES + 1 } as File)
  await drop().take(file('notes.txt'))
  expect(did.map(entry => (entry as string[])[0])).toEqual(['inform', 'inform'])
})
