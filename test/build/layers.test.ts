import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { repository } from '../support/hosts.js'

const eslint = new ESLint({ cwd: repository })

async function rulesBroken(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: `${repository}/src/${file}` })
  return result!.messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId)
}

const importing = (path: string): string => `import * as other from '${path}'\nexport { other }\n`

describe('the layer rules refuse', () => {
  it.each([
    ['shared/x.ts', '../core/ports.js'],
    ['core/x.ts', '../node/desk/desk.js'],
    ['core/x.ts', '../worker/index.js'],
    ['worker/solver/x.ts', '../../node/desk/desk.js'],
    ['worker/x.ts', '../core/ports.js'],
    ['node/net/x.ts', '../../main/menu.js'],
    ['node/net/x.ts', '../../cli/program.js'],
    ['node/x.ts', '../worker/index.js'],
    ['cli/x.ts', '../main/menu.js'],
    ['cli/x.ts', '../renderer/main.js'],
    ['main/x.ts', '../cli/program.js'],
    ['preload/x.ts', '../node/net/door.js'],
    ['renderer/x.ts', '../core/ports.js'],
    ['renderer/components/x.ts', '../../node/net/door.js'],
    ['shared/x.ts', 'node:fs'],
    ['core/x.ts', 'node:os'],
    ['renderer/x.ts', 'node:path'],
    ['preload/x.ts', 'node:path'],
    ['worker/x.ts', 'electron'],
    ['node/x.ts', 'electron'],
    ['cli/x.ts', 'electron/main'],
    ['renderer/x.ts', 'electron'],
  ])('%s to import %s', async (file, path) => {
    expect(await rulesBroken(file, importing(path))).toEqual(['no-restricted-imports'])
  })

  it('a forbidden import in a component', async () => {
    const code = `<script setup lang="ts">\nimport { join } from 'node:path'\njoin('a')\n</script>\n<template><p /></template>\n`
    expect(await rulesBroken('renderer/components/X.vue', code)).toContain('no-restricted-imports')
  })

  it.each([
    ['shared/x.ts', 'process.exit()'],
    ['core/x.ts', 'setTimeout(Date.now, 1)'],
    ['core/x.ts', 'window.close()'],
    ['node/x.ts', 'document.title'],
    ['worker/x.ts', 'localStorage.clear()'],
    ['renderer/x.ts', 'export const b = Buffer.alloc(1)'],
  ])('%s to say %s', async (file, code) => {
    expect(await rulesBroken(file, code)).toContain('no-restricted-globals')
  })
})

describe('the layer rules allow', () => {
  it.each([
    ['core/x.ts', '../shared/plan.js'],
    ['worker/x.ts', '../shared/plan.js'],
    ['node/x.ts', '../core/ports.js'],
    ['cli/x.ts', '../node/net/ui-server.js'],
    ['main/x.ts', '../node/net/page-files.js'],
    ['main/x.ts', 'electron'],
    ['preload/x.ts', 'electron'],
    ['preload/x.ts', '../shared/bridge.js'],
    ['renderer/x.ts', '../shared/bridge.js'],
    ['cli/x.ts', 'node:fs'],
  ])('%s to import %s', async (file, path) => {
    expect(await rulesBroken(file, importing(path))).toEqual([])
  })
})
