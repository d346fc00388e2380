import { describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { useSharing } from '../../../src/renderer/composables/useSharing.js'
import { type SharingSettings } from '../../../src/shared/lan-contract.js'
import { settle } from '../support/manual-time.js'

const BEFORE: SharingSettings = {
  enabled: false,
  cores: 4,
  onlyWhenIdle: false,
  notOnBattery: false,
  paused: false,
}

/** An owner that answers when it is told to, and lends at most six cores whatever it is asked. */
function setUp() {
  const settled = shallowRef<SharingSettings | undefined>(BEFORE)
  const asked: { settings: SharingSettings; accept: () => void; refuse: () => void }[] = []
  let held = BEFORE
  const form = useSharing({
    settled,
    send: settings =>
      new Promise((resolve, reject) =>
        asked.push({
          settings,
          accept: () => {
            held = { ...settings, cores: Math.min(6, settings.cores) }
            resolve()
          },
          refuse: () => reject(new Error('no')),
        }),
      ),
    reload: () => Promise.resolve(void (settled.value = held)),
  })
  return { form, settled, asked }
}

describe('useSharing', () => {
  it('keeps a change made before the last one was confirmed', async () => {
    const { form, asked } = setUp()
    const both = [form.change({ enabled: true }), form.change({ cores: 5 })]
    expect(asked.at(-1)!.settings).toEqual({ ...BEFORE, enabled: true, cores: 5 })
    expect(form.sharing.value).toEqual({ ...BEFORE, enabled: true, cores: 5 })
    for (const { accept } of asked) accept()
    await Promise.all(both)
    expect(form.sharing.value).toEqual({ ...BEFORE, enabled: true, cores: 5 })
  })

  it('does not flicker back when the owner tells of an older state meanwhile', async () => {
    const { form, asked, settled } = setUp()
    const change = form.change({ enabled: true })
    settled.value = { ...BEFORE }
    expect(form.sharing.value?.enabled).toBe(true)
    asked[0]!.accept()
    await change
    expect(form.sharing.value?.enabled).toBe(true)
  })

  it('shows what the owner made of it in the end', async () => {
    const { form, asked } = setUp()
    const change = form.change({ cores: 64 })
    asked[0]!.accept()
    await change
    await settle()
    expect(form.sharing.value?.cores).toBe(6)
  })

  it('goes back when the owner refuses', async () => {
    const { form, asked } = setUp()
    const change = form.change({ enabled: true })
    asked[0]!.refuse()
    await expect(change).rejects.toThrow('no')
    expect(form.sharing.value).toEqual(BEFORE)
  })
})
