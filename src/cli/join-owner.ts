import { setTimeout as sleep } from 'node:timers/promises'
import { type Lan } from '../node/lan/lan-port.js'
import { IsobarError, isCode } from '../shared/errors.js'
import { SETS_ASIDE, STOPS_LISTENING } from '../shared/peer-contract.js'
import { EXIT, type ExitCode } from './exit-codes.js'

/** How long an owner who was there is looked for [ms]; a laptop may have slept, a network may come back. */
const PATIENCE_MS = 10 * 60_000
/** The same when his computer answers that nobody listens there: he may be starting again. */
const PATIENCE_REFUSED_MS = 60_000
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000

/**
 * Helps the owner who made the code until he is done, or this computer leaves. An owner who is done, or at
 * whose address nobody listens any more, is no failure: the sweep is over.
 *
 * @throws `peer/refused` when he set this computer aside, which trying again would not change
 */
export async function joinOwner(
  lan: Lan,
  code: string,
  signal: AbortSignal,
  leaving: Promise<void>,
): Promise<ExitCode> {
  let failingSince: number | undefined
  let met = false
  let pause = FIRST_PAUSE_MS
  while (!signal.aborted) {
    try {
      const link = await lan.join(code)
      met = true
      failingSince = undefined
      pause = FIRST_PAUSE_MS
      const reason = await new Promise<string>(resolve => void link.onClose(resolve))
      if (reason === STOPS_LISTENING) return EXIT.solved
      if (reason.startsWith(SETS_ASIDE)) throw distrusted(reason.slice(SETS_ASIDE.length))
    } catch (thrown) {
      if (!isCode(thrown, 'peer/unreachable')) throw thrown
      failingSince ??= performance.now()
      const waited = performance.now() - failingSince
      if (wasRefused(thrown) && (!met || waited > PATIENCE_REFUSED_MS)) return EXIT.solved
      if (waited > PATIENCE_MS) throw thrown
    }
    if (signal.aborted) break
    await sleep(pause * (0.75 + 0.5 * Math.random()), undefined, { signal }).catch(() => undefined)
    pause = Math.min(LONGEST_PAUSE_MS, 2 * pause)
  }
  await leaving
  return EXIT.solved
}

const distrusted = (reason: string): IsobarError =>
  new IsobarError(
    'peer/refused',
    `The owner set this computer aside: ${reason}. Check its memory and processor before it helps again.`,
    { reason },
  )

const wasRefused = ({ cause }: Error): boolean =>
  (cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED'
