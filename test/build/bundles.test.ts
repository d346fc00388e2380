import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { graphOf, importsOf } from '../support/bundle-graph.js'
import { repository } from '../support/hosts.js'

const out = join(repository, 'out')
const read = (file: string): string => readFileSync(join(out, file), 'utf8')

// Parsing a megabyte of script takes seconds on a machine with other things to do.
describe('the built', { timeout: 30_000 }, () => {
  beforeAll(() => {
    if (!existsSync(out)) throw new Error('there is no build to test: run `npm run build`')
  })

  it.each(['main/worker.js', 'main/cli.js'])('%s never reaches electron, in any chunk', entry => {
    const { outside } = graphOf(join(out, entry))
    expect([...outside].filter(name => /^electron|^computed/.test(name))).toEqual([])
  })

  it('worker reaches no network, no disk and no other process', () => {
    const { outside } = graphOf(join(out, 'main/worker.js'))
    const forbidden = /^(node:)?(fs|net|http|https|http2|tls|dgram|child_process|cluster|sqlite)(\/|$)|^ws$/
    expect([...outside].filter(name => forbidden.test(name))).toEqual([])
  })

  it('worker shares no chunk with the shells that imports anything of theirs', () => {
    const files = (entry: string): string[] =>
      [...graphOf(join(out, entry)).files].map(file => relative(out, file))
    expect(files('main/worker.js')).not.toContain('main/index.js')
    expect(files('main/worker.js')).not.toContain('main/cli.js')
    expect(files('main/cli.js')).not.toContain('main/index.js')
  })

  it('main entry is the one that imports electron', () => {
    expect([...graphOf(join(out, 'main/index.js')).outside]).toContain('electron')
  })

  it('preload is one file and imports electron alone', () => {
    const scripts = readdirSync(join(out, 'preload')).filter(name => !name.endsWith('.map'))
    expect(scripts).toEqual(['index.cjs'])
    expect(importsOf(read('preload/index.cjs'))).toEqual(['electron'])
  })

  it('page has no script but its own files, and no policy that lets one in', () => {
    const page = read('renderer/index.html')
    const scripts = [...page.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)]
    expect(scripts.length).toBeGreaterThan(0)
    for (const [, attributes, inline] of scripts) {
      expect(inline).toBe('')
      expect(attributes).toMatch(/src="\.?\/assets\/[\w-]+\.js"/)
    }
    expect(page).not.toMatch(/\son\w+=/)
    expect(page).not.toContain('unsafe-eval')
    expect(page).not.toMatch(/script-src[^;"]*unsafe-inline/)
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
  })

  it('page begins without the editor of models, which comes with its view', () => {
    const [, script] = /src="\.?\/(assets\/[\w-]+\.js)"/.exec(read('renderer/index.html'))!
    expect(read(join('renderer', script!))).not.toMatch(/cm-editor|mathjs/)
  })

  it('page reaches neither Node nor electron', () => {
    const [, script] = /src="\.?\/(assets\/[\w-]+\.js)"/.exec(read('renderer/index.html'))!
    expect([...graphOf(join(out, 'renderer', script!)).outside]).toEqual([])
  })
})

describe('importsOf', () => {
  it('sees every way to import, so that the tests above can fail', () => {
    const code = `import a from 'a'; export * from 'b'; export { c } from 'c'
      const d = () => import('d'); const e = require('e'); const f = n => import(n); export const text = "import('g')"
      const h = () => import(\`h\`); const i = n => import(\`i\${n}\`)`
    expect(importsOf(code)).toEqual(['a', 'b', 'c', 'd', 'e', 'computed', 'h', 'computed'])
  })
})
