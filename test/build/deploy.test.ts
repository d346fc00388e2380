import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { globSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { repository } from '../support/hosts.js'

const folder = mkdtempSync(join(tmpdir(), 'isobar-deploy-'))
afterAll(() => rmSync(folder, { recursive: true }))

const path = (name: string): string => join(repository, 'resources/deploy', name)
const read = (name: string): string => readFileSync(path(name), 'utf8')
const source = (name: string): string => readFileSync(join(repository, name), 'utf8')

/** Options that `isobar peer` takes, as the program declares them. */
const options = new Set(
  /command\('peer'[\s\S]*?\.action/.exec(source('src/cli/program.ts'))![0].match(/--[a-z][a-z-]*/g),
)
const unknownOf = (words: readonly string[]): string[] =>
  words.filter(word => word.startsWith('--') && !options.has(word))

const hasVerifier = spawnSync('systemd-analyze', ['--version']).status === 0

describe('the systemd unit', () => {
  const unit = read('isobar-peer.service')
  const value = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(unit)![1]!

  it('starts a peer with options there are', () => {
    const words = value('ExecStart').split(' ')
    expect(words.slice(0, 4)).toEqual(['/usr/bin/env', 'node', '/opt/isobar/bin/isobar.mjs', 'peer'])
    expect(unknownOf(words)).toEqual([])
  })

  it('gives it longer to leave than it takes', () => {
    const leavingMs = Number(
      /LEAVING_MS = ([\d_]+)/.exec(source('src/node/lan/helper-owner.ts'))![1]!.replace('_', ''),
    )
    expect(1000 * Number(value('TimeoutStopSec'))).toBeGreaterThan(leavingMs)
  })

  it.runIf(hasVerifier)('has nothing that systemd does not understand', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', path('isobar-peer.service')], {
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})

describe('the container file', () => {
  const lines = read('Containerfile')
    .split('\n')
    .filter(line => /^[A-Z]+ /.test(line))
  const of = (word: string): string[] =>
    lines.filter(line => line.startsWith(`${word} `)).map(line => line.slice(word.length + 1))

  it('copies what there is, and no packages or results of this checkout', () => {
    const copied = of('COPY').flatMap(line => line.split(' ').slice(0, -1))
    expect(copied.filter(name => globSync(name, { cwd: repository }).length === 0)).toEqual([])
    expect(copied).not.toContain('.')
    expect(copied).toEqual(
      expect.arrayContaining(['package.json', 'package-lock.json', 'src', 'bin', 'resources']),
    )
  })

  it('has a Node that is new enough, and a program with options there are', () => {
    const [wanted, given] = [manifest.engines.node, of('FROM')[0]!].map(text => Number(/\d+/.exec(text)![0]))
    expect(given).toBeGreaterThanOrEqual(wanted!)
    const words = JSON.parse(of('ENTRYPOINT')[0]!) as string[]
    expect(words.slice(0, 3)).toEqual(['node', 'bin/isobar.mjs', 'peer'])
    expect(unknownOf(words)).toEqual([])
  })
})

describe.runIf(process.platform !== 'win32')('the Slurm script', () => {
  function runWith(env: Record<string, string>): string[] {
    const node = join(folder, 'node')
    writeFileSync(node, '#!/bin/sh\nprintf "%s\\n" "$@"\n')
    chmodSync(node, 0o755)
    const PATH = `${folder}${delimiter}${process.env['PATH']}`
    const { status, stdout } = spawnSync('sh', [path('isobar-peer.sbatch')], {
      encoding: 'utf8',
      env: { PATH, ...env },
    })
    expect(status).toBe(0)
    return stdout.trim().split('\n')
  }

  it('starts a peer with as many workers as the job has processors, and options there are', () => {
    const words = runWith({ HOME: '/home/a b', SLURM_CPUS_PER_TASK: '8' })
    expect(words).toEqual(
      expect.arrayContaining(['peer', '--join-file', '/home/a b/isobar-join', '--workers', '8']),
    )
    expect(unknownOf(words)).toEqual([])
    expect(runWith({ HOME: '/home/a' })).toEqual(expect.arrayContaining(['--workers', '1']))
  })

  it('has the peer itself told that its time is up, which is the process of the script', () => {
    const script = read('isobar-peer.sbatch')
    expect(script).toMatch(/^#SBATCH --signal=B:TERM@30$/m)
    expect(script.trim().split('\n').at(-1)).toMatch(/^exec node /)
  })
})
