import { type Locator } from 'playwright-core'
import { type RunningHost } from '../support/hosts.js'

/** The interface as a person sees it; see ui.test.ts for the test ids. */
export function uiPage({ page, desktop }: RunningHost) {
  const by = (id: string): Locator => page.getByTestId(id)

  async function ready(): Promise<void> {
    await page.waitForFunction(
      () => document.querySelector<HTMLButtonElement>('[data-testid=start]')?.disabled === false,
    )
  }

  async function setGrid(nx: number, ny: number): Promise<void> {
    for (const [axis, count] of [
      ['x', nx],
      ['y', ny],
    ] as const) {
      await by(`axis-${axis}-count`).fill(String(count))
      await by(`axis-${axis}-count`).press('Tab')
    }
  }

  async function start(nx: number, ny: number): Promise<void> {
    await setGrid(nx, ny)
    await ready()
    await by('start').click()
    await by('map').waitFor()
    await page.waitForFunction(
      cells => document.querySelector('[data-testid=map]')?.getAttribute('data-cells') === cells,
      `${nx}x${ny}`,
    )
  }

  const reach = (phase: string, timeout = 60_000): Promise<void> =>
    page.locator(`[data-testid=phase][data-phase=${phase}]`).waitFor({ timeout })

  async function choose(id: string, value: string): Promise<void> {
    await by(id).click()
    await page.locator(`[data-testid="${id}-option"][data-value="${value}"]`).click()
  }

  async function menu(item: string): Promise<void> {
    await by('session-menu').click()
    await by(`menu-${item}`).click()
  }

  const count = async (what: 'solved' | 'failed' | 'points'): Promise<number> =>
    Number(await by('progress').getAttribute(`data-${what}`))

  /** The read-out of a cell, reached by pointer: values by output, as numbers. */
  async function hover(fx: number, fy: number): Promise<void> {
    const { left, top, width, height } = JSON.parse((await by('map').getAttribute('data-plot'))!) as {
      left: number
      top: number
      width: number
      height: number
    }
    const box = (await by('map').boundingBox())!
    await page.mouse.move(box.x + left + fx * width, box.y + top + (1 - fy) * height)
  }

  /** All outputs of the point in the read-out, once they are those of `point`. */
  async function readout(point: number): Promise<Record<string, number>> {
    await page.locator(`[data-testid=readout][data-point="${point}"]`).waitFor()
    return by('readout').evaluate(element =>
      Object.fromEntries(
        [...element.querySelectorAll<HTMLElement>('[data-output]')].map(cell => [
          cell.dataset['output']!,
          Number(cell.dataset['value']),
        ]),
      ),
    )
  }

  /** Opens the dialog of other computers at a page of it; where it is open already, turns to the page. */
  async function openComputers(tab: 'add' | 'share' | 'doctor'): Promise<void> {
    if (!(await by('lan-dialog').isVisible())) await by('lan-menu').click()
    await by(`lan-tab-${tab}`).click()
  }

  async function closeComputers(): Promise<void> {
    await page.keyboard.press('Escape')
    await by('lan-dialog').waitFor({ state: 'detached' })
  }

  return {
    page,
    by,
    openComputers,
    closeComputers,
    async addByAddress(address: string): Promise<void> {
      await by('lan-address').fill(address)
      await by('lan-address-add').click()
    },
    /** States of the computers in the list, as shown on the open page. */
    peerStates: () => by('lan-peer').evaluateAll(rows => rows.map(row => row.getAttribute('data-state'))),
    /** Points by machine, as the farm view shows them. */
    machines: () =>
      by('machines').evaluate(list =>
        Object.fromEntries(
          [...list.querySelectorAll<HTMLElement>('[data-machine]')].map(row => [
            row.dataset['machine']!,
            Number(row.dataset['points']),
          ]),
        ),
      ),
    ready,
    setGrid,
    start,
    reach,
    choose,
    menu,
    count,
    hover,
    readout,
    /** Picks a path in the native dialog where the host has one, else in ours. */
    async menuWithPath(item: string, path: string): Promise<void> {
      if (desktop) await desktop.answerDialog(path)
      await menu(item)
      if (desktop && item !== 'open') return
      await by('file-path').fill(path)
      await by('file-confirm').click()
    },
    async openModel(path: string): Promise<void> {
      if (desktop) await desktop.answerDialog(path)
      await by('open-model').click()
      if (desktop) return
      await by('file-path').fill(path)
      await by('file-confirm').click()
    },
    /** How many pixels of the map area are neither hatch nor frame: a measure of what is filled. */
    colours: () =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=map-pixels]')!
        const { left, top, width, height } = JSON.parse(
          document.querySelector('[data-testid=map]')!.getAttribute('data-plot')!,
        ) as { left: number; top: number; width: number; height: number }
        const ratio = window.devicePixelRatio
        const data = canvas
          .getContext('2d')!
          .getImageData(left * ratio, top * ratio, width * ratio, height * ratio).data
        return new Set(new Uint32Array(data.buffer)).size
      }),
  }
}

export type UiPage = ReturnType<typeof uiPage>
