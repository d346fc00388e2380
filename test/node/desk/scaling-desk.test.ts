import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Job } from '../../../src/node/desk/job.js'
import { readSample } from '../../../src/node/desk/models.js'
import { createScalingDesk, type ScalingDesk } from '../../../src/node/desk/scaling-desk.js'
import { readStudyRequest, readWhatIf } from '../../../src/node/desk/scaling-handlers.js'
import { isCode } from '../../../src/shared/errors.js'
import type { StudyRequest } from '../../../src/shared/scaling-contract.js'
import { repository } from '../../support/hosts.js'
import { type FakeFarm, fakeFarm } from './fake-fork.js'

const modelText = readSample(join(repository, 'resources/models'), 'co-oxidation-pt100').text
const axis = (parameter: string) => ({ parameter, scale: 'linear' as const, from: 0.1, to: 0.5, count: 6 })
const request: StudyRequest = {
  setup: { modelText, x: axis('pCO'), y: axis('pO2'), settings: {}, start: 'empty', workers: 1 },
  workers: [2, 1],
  repeats: 2,
}

let folder: string
let desk: ScalingDesk
let farm: FakeFarm

const open = (job?: Pick<Job, 'progress'>): ScalingDesk =>
  createScalingDesk({
    fork: farm.fork,
    version: '0',
    sessionFolder: folder,
    job: () => job as Job | undefined,
    mayReplace: false,
  })
const ended = (): Promise<void> =>
  new Promise(resolve => {
    const stop = desk.onChange(() => {
      const { place, study } = desk.view()
      if (place !== null || study?.state === 'running') return
      stop()
      resolve()
    })
  })
const fieldOf = (act: () => unknown): string | undefined => {
  try {
    act()
    return undefined
  } catch (thrown) {
    if (!isCode(thrown, 'input/invalid')) throw thrown
    return thrown.data.field
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-desk-'))
  farm = fakeFarm()
  desk = open()
})
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true, maxRetries: 5 })
})

describe('a scaling study of the desk', () => {
  it('is measured, kept beside the sessions, and there again after a restart', async () => {
    const done = ended()
    expect(desk.start(request).study).toMatchObject({ state: 'running', workers: [1, 2], runs: [] })
    await done
    const { study } = desk.view()
    expect(study).toMatchObject({ state: 'finished', points: 36 })
    expect(study!.runs).toHaveLength(4)
    expect(farm.alive()).toBe(0)
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.speed-up\.json$/)])
    expect(open().view().study).toEqual(study)
  })

  it('keeps the runs it has when it is stopped', async () => {
    const begun = new Promise<void>(resolve => {
      desk.onChange(() => (desk.view().study?.runs.length ?? 0) > 0 && resolve())
    })
    desk.start({ ...request, repeats: 50 })
    await begun
    const { study, place } = await desk.stop()
    expect(place).toBeNull()
    expect(study!.state).toBe('stopped')
    expect(study!.runs.length).toBeGreaterThan(0)
    expect(farm.alive()).toBe(0)
  })

  it('does not run beside a sweep, nor lets a sweep or a second study begin beside it', async () => {
    const busy = open({ progress: () => ({ phase: 'running' }) as ReturnType<Job['progress']> })
    expect(fieldOf(() => busy.start(request))).toBe('sweep')
    desk.start(request)
    expect(fieldOf(() => desk.requireIdle())).toBe('study')
    expect(fieldOf(() => desk.start(request))).toBe('study')
    await desk.stop()
    expect(fieldOf(() => desk.requireIdle())).toBeUndefined()
  })

  it('is written as JSON and CSV, but never over a file that is there', async () => {
    const done = ended()
    desk.start(request)
    await done
    expect(desk.write('csv', 'a.csv').bytes).toBeGreaterThan(100)
    expect(fieldOf(() => desk.write('csv', 'a.csv'))).toBe('path')
    expect(desk.write('json', 'a.json').path).toBe(join(folder, 'a.json'))
  })
})

describe('what an interface asks of speed', () => {
  it.each([
    [{ ...request, workers: [] }, 'workers'],
    [{ ...request, workers: [1, 0.5] }, 'workers'],
    [{ ...request, repeats: 0 }, 'repeats'],
    [{ ...request, points: -1 }, 'points'],
    [{ ...request, setup: 7 }, 'setup'],
  ])('is refused with the field that is wrong (%#)', (argument, field) => {
    expect(fieldOf(() => readStudyRequest(argument))).toBe(field)
  })

  it('is taken as it is meant', () => {
    expect(readStudyRequest({ ...request, surprise: 1 })).toEqual(request)
    expect(readWhatIf({ workers: 4, added: [{ cores: 2, speed: 0.5, x: 1 }] })).toEqual({
      workers: 4,
      added: [{ cores: 2, speed: 0.5 }],
    })
    expect(fieldOf(() => readWhatIf({ workers: 4, added: [{ cores: 2, speed: 0 }] }))).toBe('added[0].speed')
  })
})
