import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from '../../src/renderer/text/en.js'
import { zh } from '../../src/renderer/text/zh.js'

const ROOT = resolve(import.meta.dirname, '../..')
const GUIDE = join(ROOT, 'docs/guide')
const pages = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.md'))
    .map(path => join(folder, path))
    .sort()
const read = (path: string): string => readFileSync(path, 'utf8')

/** What a page points at, pictures included; what stands in code is no link. */
function targetsOf(page: string): string[] {
  const words = read(page)
    .replace(/^```.*?^```/gms, '')
    .replace(/`[^`\n]*`/g, '')
  return [...words.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, markdown, html]) => markdown ?? html!)
    .filter(target => !/^[a-z]+:/.test(target))
}

/** The names under which headings can be linked, as GitHub makes them. */
const anchorsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )

function isBroken(page: string, target: string): boolean {
  const [path, anchor] = target.split('#') as [string, string?]
  const file = path === '' ? page : join(dirname(page), path)
  return !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor))
}

describe('README and docs', () => {
  it('link only to pages, headings and pictures that exist', () => {
    const broken = [join(ROOT, 'README.md'), ...pages(join(ROOT, 'docs'))].flatMap(page =>
      targetsOf(page)
        .filter(target => isBroken(page, target))
        .map(target => `${relative(ROOT, page)}: ${target}`),
    )
    expect(broken).toEqual([])
  })
})

/** The skeleton of a page, which is the same in every language. */
function skeleton(page: string): object {
  const words = read(page)
  return {
    headings: [...words.matchAll(/^#+/gm)].map(String),
    pictures: [...words.matchAll(/images\/\w+\/([\w-]+\.png)/g)].map(([, name]) => name),
    rows: words.match(/^\|/gm)?.length ?? 0,
  }
}

function wordsOf(node: unknown): string[] {
  return typeof node === 'string' ? [node] : Object.values(node as object).flatMap(wordsOf)
}

describe('the guide', () => {
  const named = (language: string): string[] =>
    pages(join(GUIDE, language)).map(page => relative(join(GUIDE, language), page))

  it('has the same pages, sections and pictures in both languages', () => {
    expect(named('zh')).toEqual(named('en'))
    for (const name of named('en'))
      expect(skeleton(join(GUIDE, 'zh', name)), name).toEqual(skeleton(join(GUIDE, 'en', name)))
  })

  it('shows every picture that is made for it', () => {
    const shown = [join(ROOT, 'README.md'), ...pages(join(ROOT, 'docs'))].flatMap(page =>
      targetsOf(page).map(target => join(dirname(page), target)),
    )
    const made = readdirSync(join(GUIDE, 'images/en')).map(name => join(GUIDE, 'images/en', name))
    expect(made.filter(picture => !shown.includes(picture))).toEqual([])
  })

  it.each([
    ['en', en, /(?<![\w/])_([^_\n]+)_(?!\w)/g],
    ['zh', zh, /“([^”\n]+)”/g],
  ] as const)('calls things by the names they have in the interface (%s)', (language, catalogue, quote) => {
    const words = wordsOf(catalogue)
    const said = pages(join(GUIDE, language)).flatMap(page =>
      [
        ...read(page)
          .replace(/`[^`]*`/g, '')
          .matchAll(quote),
      ].map(([, name]) => name!),
    )
    const unknown = said.filter(name => !words.some(word => word.includes(name)))
    // The name of the sample is no word of the interface.
    expect(unknown.filter(name => !name.startsWith('CO oxidation'))).toEqual([])
  })
})
