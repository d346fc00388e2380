import { type Clock } from '../../core/ports.js'

export const BEAT_MS = 2000
/**
 * A peer is given up after this silence, two missed beats and a half. Short of the promised 6 s by what a timer
 * may be late.
 */
export const SILENCE_MS = 5500
/** A timer this late means that this computer slept or this process was stopped, not that the peer is gone. */
const OVERSLEPT_MS = BEAT_MS
/** Beats whose answer is still of use. */
const MOST_UNANSWERED = 4

export interface Heartbeat {
  /** Something came from the other side: an answer, a message, a piece of one. */
  readonly heard: () => void
  /** The other side answered the beat that carried `mark`. */
  readonly answered: (mark: string) => void
  /** Last measured round trip [ms]. */
  readonly rttMs: () => number | undefined
  readonly stop: () => void
}

/**
 * Beats every 2 s and calls `onDead` once after `SILENCE_MS` without a sign of life. Any byte is one, since
 * the answer to a beat may queue for seconds behind a large message.
 */
export function startHeartbeat(options: {
  clock: Clock
  beat: (mark: string) => void
  onDead: (silentMs: number) => void
}): Heartbeat {
  const { clock, beat, onDead } = options
  const unanswered = new Map<string, number>()
  let beats = 0
  let rttMs: number | undefined
  let lastHeard = clock.now()
  let nextBeat = lastHeard
  let cancel = (): void => undefined

  function wait(): void {
    const due = Math.min(nextBeat, lastHeard + SILENCE_MS)
    cancel = clock.after(Math.max(0, due - clock.now()), () => look(due))
  }

  function look(due: number): void {
    const now = clock.now()
    if (now - due > OVERSLEPT_MS) {
      // What came meanwhile has not been read yet; one more beat is given to read it.
      lastHeard = Math.max(lastHeard, now - SILENCE_MS + BEAT_MS)
      nextBeat = now
    }
    if (now - lastHeard >= SILENCE_MS) return onDead(now - lastHeard)
    if (now >= nextBeat) send(now)
    wait()
  }

  function send(now: number): void {
    const mark = String(beats++)
    nextBeat = now + BEAT_MS
    unanswered.set(mark, now)
    if (unanswered.size > MOST_UNANSWERED) unanswered.delete(unanswered.keys().next().value!)
    beat(mark)
  }

  wait()
  return {
    heard: () => (lastHeard = clock.now()),
    answered: mark => {
      const sentAt = unanswered.get(mark)
      if (sentAt === undefined) return
      unanswered.delete(mark)
      rttMs = clock.now() - sentAt
    },
    rttMs: () => rttMs,
    stop: () => cancel(),
  }
}
