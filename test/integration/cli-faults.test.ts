import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { builtCli } from '../support/built.js'
import {
  childrenOf,
  exported,
  isAlive,
  isobar,
  type Running,
  scratch,
  start,
  until,
  valuesOf,
} from './cli-harness.js'

const MODEL = 'co-oxidation-pt100'
const { folder, remove } = scratch()
afterAll(remove)

const grid = (n: number): string[] => ['--x', `pCO=lin:1e-5:0.5:${n}`, '--y', `pO2=lin:1e-5:0.5:${n}`]
/** Large enough to be caught in the middle: seconds of work. */
const LARGE = grid(300)
const POINTS = 90_000

interface Counts {
  readonly points: number
  readonly solved: number
  readonly failed: number
}

async function info(session: string): Promise<Counts> {
  const { code, stdout, stderr } = await isobar(['info', session, '--json'], folder)
  if (code !== 0) throw new Error(stderr)
  return (JSON.parse(stdout) as Counts[])[0]!
}

/** Starts a long run and waits until some of it is saved. */
async function runUntilSaved(session: string): Promise<Running> {
  const running = await start(
    ['run', MODEL, ...LARGE, '--workers', '2', '--session', session, '--json'],
    folder,
  )
  await until(async () => {
    const { code, stdout } = await isobar(['info', session, '--json'], folder)
    return code === 0 && (JSON.parse(stdout) as Counts[])[0]!.solved > 0
  })
  return running
}

describe('a run that is killed', () => {
  it('leaves no worker behind, and resumes to the same bits computing only what is missing', async () => {
    const running = await runUntilSaved('killed.isobar')
    const workers = childrenOf(running.pid)
    expect(workers.length).toBeGreaterThanOrEqual(2)
    const killedAt = performance.now()
    running.kill('SIGKILL')
    await running.ended
    await until(() => !workers.some(isAlive))
    expect(performance.now() - killedAt).toBeLessThan(5000)

    const kept = await info('killed.isobar')
    expect(kept.solved).toBeGreaterThan(0)
    expect(kept.solved).toBeLessThan(POINTS)

    const resumed = await isobar(['resume', 'killed.isobar', '--json'], folder)
    const report = JSON.parse(resumed.stdout) as Counts & { wallMs: number; pointsPerSecond: number }
    expect([resumed.code, report.solved]).toEqual([0, POINTS])
    expect((report.pointsPerSecond * report.wallMs) / 1000).toBeCloseTo(POINTS - kept.solved, 0)

    const whole = await isobar(['run', MODEL, ...LARGE, '--session', 'whole.isobar', '--quiet'], folder)
    expect(whole).toMatchObject({ code: 0, stdout: '', stderr: '' })
    const same = (await valuesOf('killed.isobar', folder)) === (await valuesOf('whole.isobar', folder))
    expect(same).toBe(true)
  })
})

describe('a run that is interrupted', () => {
  it.each([
    ['SIGINT', 'the command'],
    ['SIGTERM', 'the command'],
    // As a terminal sends Ctrl-C: workers hear it too.
    ['SIGINT', 'its whole group'],
  ] as const)('by %s to %s ends soon with code 3 and a session to resume', async (signal, target) => {
    const session = `${signal} ${target}.isobar`
    const running = await runUntilSaved(session)
    const at = performance.now()
    if (target === 'the command') running.kill(signal)
    else process.kill(-running.pid, signal)
    const { code, stdout, stderr } = await running.ended
    expect(performance.now() - at).toBeLessThan(5000)
    expect(code).toBe(3)
    expect(stderr).toContain('isobar resume')
    const report = JSON.parse(stdout) as Counts
    expect(report.solved).toBeGreaterThan(0)
    expect(await info(session)).toMatchObject({ points: POINTS, solved: report.solved })
  })
})

describe('a session with another owner', () => {
  it('can be read but not resumed', async () => {
    const running = await runUntilSaved('shared.isobar')
    const second = await isobar(['resume', 'shared.isobar'], folder)
    expect(second.code).toBe(2)
    expect(second.stderr).toContain('shared.isobar')
    expect(second.stderr).toContain(`process id ${running.pid}`)
    expect(second.stderr).toContain('remedy:')
    running.kill('SIGTERM')
    expect((await running.ended).code).toBe(3)
  })
})

describe('a disk that fills up', () => {
  it('stops the run with what is saved, and the run goes on once there is room', async () => {
    const cli = await builtCli()
    const disk = join(folder, 'disk')
    const isobarHere = `"${process.execPath}" "${cli}"`
    // A disk of its own in a namespace of its own: it vanishes with the shell, whatever happens.
    const script = `
      mkdir -p "${disk}" && mount -t tmpfs -o size=2m tmpfs "${disk}" && cd "${disk}" || exit 99
      ${isobarHere} run ${MODEL} ${LARGE.map(word => `"${word}"`).join(' ')} --session full.isobar --json >"${folder}/full.json" 2>"${folder}/full.txt"
      echo "first $?"
      ${isobarHere} info full.isobar --json >"${folder}/full-info.json"
      mount -o remount,size=200m "${disk}"
      ${isobarHere} resume full.isobar --quiet
      echo "second $?"`
    const flags = process.getuid?.() === 0 ? ['-m'] : ['-r', '-m']
    const output = await new Promise<string>((resolve, reject) =>
      execFile('unshare', [...flags, 'sh', '-c', script], (error, stdout, stderr) =>
        error ? reject(new Error(stderr, { cause: error })) : resolve(stdout),
      ),
    )

    expect(output).toBe('first 3\nsecond 0\n')
    const report = JSON.parse(readFileSync(join(folder, 'full.json'), 'utf8')) as Counts
    const [kept] = JSON.parse(readFileSync(join(folder, 'full-info.json'), 'utf8')) as Counts[]
    expect(report.solved).toBeGreaterThan(0)
    expect(report.solved).toBe(kept!.solved)
    const told = readFileSync(join(folder, 'full.txt'), 'utf8')
    expect(told).toContain('disk is full')
    expect(told).toContain('full.isobar')
    expect(told).toContain('isobar resume')
  })
})

describe('bad input', () => {
  const bad = join(folder, 'bad.yaml')
  const text = join(folder, 'notes.isobar')
  writeFileSync(bad, 'isobar: 1\nname: bad\ngases: { CO: }\nsteps:\n  - equation: CO + Q* <-> CO*\n')
  writeFileSync(text, 'these are notes, not a session')

  it.each<[string, string[], string[]]>([
    ['an axis without numbers', ['run', MODEL, '--x', 'pCO'], ['--x', 'pCO', 'lin:1e-5:0.5:10']],
    ['an axis of one value', ['run', MODEL, '--x', 'pCO=lin:0.1:0.5:1'], ['x.count', '1', 'at least two']],
    ['an axis that runs backwards', ['run', MODEL, '--x', 'pCO=lin:0.5:0.1:10'], ['x.to', '0.1', 'Swap']],
    ['an infinite axis', ['run', MODEL, '--y', 'pO2=lin:0.1:1e999:10'], ['y', '1e999', 'remedy:']],
    ['a logarithmic axis from zero', ['run', MODEL, '--y', 'pO2=log:0:1:10'], ['y.from', '0', 'above zero']],
    [
      'the same parameter twice',
      ['run', MODEL, '--x', 'pO2=lin:0.1:0.5:10', '--y', 'pO2=lin:0.1:0.5:10'],
      ['y.parameter'],
    ],
    [
      'too many points',
      ['run', MODEL, '--x', 'pCO=lin:0.1:0.5:100000', '--y', 'pO2=lin:0.1:1:100000'],
      ['memory'],
    ],
    ['an unknown parameter', ['run', MODEL, '--set', 'pKO=1'], ['settings.pKO', 'pCO']],
    ['a setting without a value', ['run', MODEL, '--set', 'T'], ['settings', 'T=550']],
    ['zero kelvin', ['run', MODEL, '--set', 'T=0'], ['settings.T', '0', 'remedy:']],
    ['an unknown start', ['run', MODEL, '--start', 'full'], ['start', 'full', 'empty']],
    ['too much coverage', ['run', MODEL, '--start', 'CO*=1.5'], ['start', '1.5', 'remedy:']],
    ['no workers', ['run', MODEL, '--workers', '0'], ['--workers', '0', '--peer']],
    ['an unknown model', ['run', 'no-such-model'], ['model', 'no-such-model', 'remedy:']],
    ['an impossible model', ['run', bad], [':', 'error:', 'remedy:']],
    [
      'a folder that does not exist',
      ['run', MODEL, '--session', 'no/such/folder/a.isobar'],
      ['a.isobar', 'remedy:'],
    ],
    ['a missing session', ['resume', 'gone.isobar'], ['gone.isobar', 'remedy:']],
    ['a foreign file', ['resume', text], ['notes.isobar', 'remedy:']],
    ['an unknown format', ['export', text, '-o', 'map.xls'], ['--format', 'xls', 'csv, matrix']],
    ['a command of later days', ['cluster'], ['cluster']],
    ['an unknown option', ['run', MODEL, '--speed', '9'], ['--speed']],
    ['a bad port', ['ui', '--port', '99999'], ['--port', '99999']],
  ])('is refused with code 2, where it is and what to do: %s', async (_, args, words) => {
    const { code, stdout, stderr } = await isobar(args, folder)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    for (const word of words) expect(stderr).toContain(word)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('never writes over a session, and says how to go on with it', async () => {
    await isobar(['run', MODEL, ...grid(4), '--session', 'mine.isobar'], folder)
    const before = readFileSync(join(folder, 'mine.isobar'))
    const { code, stderr } = await isobar(['run', MODEL, ...grid(4), '--session', 'mine.isobar'], folder)
    expect(code).toBe(2)
    expect(stderr).toContain('isobar resume mine.isobar')
    expect(readFileSync(join(folder, 'mine.isobar')).equals(before)).toBe(true)
  })

  it('cuts a session short: refused or read in part, never a crash, and the file is left as it is', async () => {
    await isobar(['run', MODEL, ...grid(20), '--session', 'whole20.isobar'], folder)
    const bytes = readFileSync(join(folder, 'whole20.isobar'))
    for (const share of [0, 0.01, 0.3, 0.9]) {
      const path = join(folder, 'cut.isobar')
      writeFileSync(path, bytes.subarray(0, Math.floor(share * bytes.length)))
      const { code, stderr } = await isobar(['resume', path, '--quiet'], folder)
      expect({ share, code }).toEqual({ share, code: 2 })
      expect(stderr).toContain('cut.isobar')
      expect(readFileSync(path).length).toBe(Math.floor(share * bytes.length))
    }
  })
})

describe('failed points', () => {
  it('are holes: the run ends with code 1 and tells their number, place and reason', async () => {
    const energies = 'reaction_energy(CO2 formation)=list:-0.46,50'
    const { code, stdout, stderr } = await isobar(
      ['run', MODEL, '--x', energies, '--y', 'pO2=lin:0.1:0.4:2', '--session', 'holes.isobar', '--json'],
      folder,
    )
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ points: 4, solved: 2, failed: 2 })
    expect(stderr).toContain('failed: 2 points conditions not usable')
    expect(stderr).toContain('reaction_energy(CO2 formation) = 50 eV')
    const { outputs } = await exported('holes.isobar', folder)
    expect(outputs['tof(CO2)']!.values.map(row => row[1])).toEqual([null, null])
  })
})

describe('isobar ui', () => {
  it('prints its address, serves until it is told to end, and frees the port', async () => {
    const running = await start(['ui', '--json'], folder)
    const { url } = JSON.parse(await running.firstLine) as { url: string }
    const port = new URL(url).port
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)

    const second = await isobar(['ui', '--json', '--port', port], folder)
    expect(second.code).toBe(2)
    expect(second.stderr).toContain(port)

    running.kill('SIGTERM')
    const { code, stdout } = await running.ended
    expect([code, stdout.trim().split('\n').length]).toEqual([0, 1])
    await expect(fetch(url)).rejects.toThrow()
  })
})

describe('isobar check', () => {
  it('passes the samples and prints findings as a compiler does', async () => {
    expect((await isobar(['check', MODEL], folder)).code).toBe(0)
    const { code, stderr } = await isobar(['check', 'bad.yaml'], folder)
    expect(code).toBe(2)
    expect(stderr).toMatch(/^bad\.yaml:\d+:\d+: error: /m)
    expect(stderr).toMatch(/^ {2}remedy: /m)
  })
})
