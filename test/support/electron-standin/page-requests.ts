import type { CdpSession } from './cdp.js'
import { answerShown } from './protocol.js'

interface Paused {
  requestId: string
  request: { url: string; method: string }
  frameId: string
  resourceType: string
}

/**
 * Answers every request of the page from the app's own scheme. Nothing else leads anywhere: a test sees the
 * page fail, and no network.
 */
export function answerRequests(
  session: CdpSession,
  topFrame: string,
  mayNavigate: (url: string) => boolean,
): void {
  async function answer({ requestId, request, frameId, resourceType }: Paused): Promise<void> {
    const fail = (errorReason: string) => session.send('Fetch.failRequest', { requestId, errorReason })
    const isNavigation = resourceType === 'Document' && frameId === topFrame
    if (isNavigation && !mayNavigate(request.url)) return void (await fail('Aborted'))
    const response = await answerShown(request.url, request.method)
    if (!response) return void (await fail('BlockedByClient'))
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    })
  }
  session.on('Fetch.requestPaused', (paused: Paused) => void answer(paused))
}
