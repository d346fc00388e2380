// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useVisibility } from '../../../src/renderer/composables/useVisibility.js'
import { type UseOwner } from '../../../src/renderer/composables/useOwner.js'
import { settle } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

function become(state: DocumentVisibilityState): Promise<void> {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange'))
  return settle()
}

function setUp() {
  const setVisible = vi.fn(() => Promise.resolve())
  const reload = vi.fn()
  const link = { owner: { setVisible }, onOnline: () => {} } as unknown as UseOwner
  const { scope } = withScope(() => useVisibility(link, reload))
  return { setVisible, reload, scope }
}

describe('useVisibility', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('tells the owner when nobody looks, and asks for the map on return', async () => {
    const { setVisible, reload, scope } = setUp()
    await become('hidden')
    expect(setVisible).toHaveBeenLastCalledWith({ visible: false })
    expect(reload).not.toHaveBeenCalled()
    await become('visible')
    expect(setVisible).toHaveBeenLastCalledWith({ visible: true })
    expect(reload).toHaveBeenCalledTimes(1)
    scope.stop()
  })

  it('listens no longer than its scope lives', async () => {
    const { setVisible, scope } = setUp()
    scope.stop()
    await become('hidden')
    expect(setVisible).not.toHaveBeenCalled()
  })
})
