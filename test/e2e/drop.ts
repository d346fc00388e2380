import { type RunningHost } from '../support/hosts.js'

/** Drops a real file onto the middle of the window, as a file manager would. */
export async function dropFile({ page, desktop }: RunningHost, path: string): Promise<void> {
  await desktop?.placeFile(path)
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data })
  await session.detach()
}
