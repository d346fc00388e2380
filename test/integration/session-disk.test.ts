import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoredSlice } from '../../src/core/ports.js'
import { createSession, openSession, type Session } from '../../src/node/session/session.js'
import { isCode } from '../../src/shared/errors.js'
import { tinyPlan } from '../node/desk/tiny-plan.js'
import { plausibleSlice } from '../node/session/slices.js'

const plan = tinyPlan(150, 150)
const DISK_KB = 1_024

/** A small disk of our own, which only root may have. */
const disk = mkdtempSync(join(tmpdir(), 'isobar-disk-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_KB}k`, 'isobar', disk]).status === 0
/** Keeps room on the disk that a test can give back. */
const ballast = join(disk, 'ballast')
const path = join(disk, 'map.isobar')

afterAll(() => {
  if (mounted) spawnSync('umount', [disk])
  rmSync(disk, { recursive: true })
})

const slicesOf = (session: Session): StoredSlice[] => [...session.slices()]

if (!mounted) console.warn('full disks are not tested here: only root can mount a small one')

describe.runIf(mounted)('on a full disk', () => {
  beforeAll(() => {
    expect(readdirSync(disk)).toEqual([])
  })

  /** Fills the disk up to `freeKb`, does as `act` says, and clears the disk. */
  async function withRoom(freeKb: number, act: () => Promise<void>): Promise<void> {
    writeFileSync(ballast, Buffer.alloc((DISK_KB - freeKb) * 1_024))
    try {
      await act()
    } finally {
      for (const name of readdirSync(disk)) rmSync(join(disk, name))
    }
  }

  /** Whichever of the many writes of a session is the first to fail, the outcome is the same. */
  const rooms = Array.from({ length: 48 }, (_, k) => 8 + 16 * k)

  it.each(rooms)(
    'with %i kB free, what was saved stays, and the rest is saved once there is room',
    async room => {
      await withRoom(room, async () => {
        let session: Session
        try {
          session = createSession(path, { plan, version: '1' })
        } catch (thrown) {
          expect(isCode(thrown, 'session/unwritable') && thrown.data.reason).toBe('the disk is full')
          expect(readdirSync(disk)).toEqual(['ballast'])
          return
        }
        const saved: StoredSlice[] = []
        let waiting: StoredSlice[] = []
        let error: unknown
        for (let from = 0; error === undefined; from = (from + 100) % 20_000) {
          waiting = [plausibleSlice(plan, from, from + 60), plausibleSlice(plan, from + 60, from + 100)]
          error = await session.append(waiting).then(
            () => void saved.push(...waiting),
            (thrown: unknown) => thrown,
          )
        }
        expect(error).toMatchObject({
          code: 'session/unwritable',
          data: { path, reason: 'the disk is full', freeBytes: expect.any(Number) as number },
        })
        expect(slicesOf(session)).toEqual(saved)

        rmSync(ballast)
        await session.append(waiting)
        session.close()
        const again = openSession(path, 'required')
        expect(again.problems).toEqual([])
        expect(slicesOf(again)).toEqual([...saved, ...waiting])
        again.close()
        expect(readdirSync(disk)).toEqual(['map.isobar'])
      })
    },
  )

  it('closing without room keeps everything, and opening shows it', async () => {
    await withRoom(500, async () => {
      const session = createSession(path, { plan, version: '1' })
      const saved: StoredSlice[] = []
      for (let from = 0; ; from = (from + 20) % 20_000) {
        const slice = plausibleSlice(plan, from, from + 20)
        if (
          await session.append([slice]).then(
            () => saved.push(slice),
            () => undefined,
          )
        )
          continue
        break
      }
      session.close()

      const full = openSession(path)
      expect(slicesOf(full)).toEqual(saved)
      full.close()
      rmSync(ballast)
      const roomy = openSession(path, 'required')
      expect(slicesOf(roomy)).toEqual(saved)
      roomy.close()
      expect(readdirSync(disk)).toEqual(['map.isobar'])
    })
  })

  it('a copy that does not fit leaves the old file and no remains', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'isobar-source-'))
    const session = createSession(join(elsewhere, 'big.isobar'), { plan, version: '1' })
    await session.append([plausibleSlice(plan, 0, 20_000)])
    await withRoom(900, async () => {
      writeFileSync(path, 'old')
      await expect(session.saveAs(path)).rejects.toMatchObject({
        code: 'session/unwritable',
        data: { path, reason: 'the disk is full' },
      })
      expect(readdirSync(disk).sort()).toEqual(['ballast', 'map.isobar'])
    })
    session.close()
    rmSync(elsewhere, { recursive: true })
  })

  it('a session on a disk that may only be read is read, and says why', async () => {
    await withRoom(1_000, async () => {
      const session = createSession(path, { plan, version: '1' })
      await session.append([plausibleSlice(plan, 0, 20)])
      session.close()
      spawnSync('mount', ['-o', 'remount,ro', disk])
      try {
        const reader = openSession(path)
        expect(reader.readOnly).toBe(true)
        expect(reader.problems).toHaveLength(1)
        expect(slicesOf(reader)).toHaveLength(1)
        reader.close()
        expect(() => openSession(path, 'required')).toThrow(
          expect.objectContaining({ code: 'session/unwritable' }),
        )
      } finally {
        spawnSync('mount', ['-o', 'remount,rw', disk])
      }
    })
  })

  it('a killed session on a disk that may only be read is refused with what to do', async () => {
    await withRoom(1_000, async () => {
      const elsewhere = mkdtempSync(join(tmpdir(), 'isobar-source-'))
      const killed = createSession(join(elsewhere, 'map.isobar'), { plan, version: '1' })
      await killed.append([plausibleSlice(plan, 0, 20)])
      for (const suffix of ['', '-wal']) copyFileSync(killed.path + suffix, path + suffix)
      killed.close()
      rmSync(elsewhere, { recursive: true })
      spawnSync('mount', ['-o', 'remount,ro', disk])
      try {
        expect(() => openSession(path)).toThrow(
          expect.objectContaining({
            code: 'session/unreadable',
            message: expect.stringContaining('copy both to another folder') as string,
          }),
        )
      } finally {
        spawnSync('mount', ['-o', 'remount,rw', disk])
      }
    })
  })
})
