import { type Clock, type FarmListener } from '../../core/ports.js'
import { IsobarError, isCode, toWireError } from '../../shared/errors.js'
import { parseHello } from '../../shared/lan/hello-shape.js'
import { showable } from '../../shared/lan/showable.js'
import {
  type HelperContract,
  type HelperEvents,
  type HelperState,
  type PeerHello,
} from '../../shared/peer-contract.js'
import { type Plan } from '../../shared/plan.js'
import { columnsOf } from '../../shared/record.js'
import { connect, serve } from '../../shared/rpc.js'
import { readArgument, readState, refusePeer, requireSame, sentenceOf } from './peer-messages.js'
import { guardChannel } from './peer-guard.js'
import { type LanLog, type Link } from './ports.js'
import { createRemoteLane, type RemoteLane, sentAway } from './remote-farm-lane.js'

/** A helper must answer the hello, a plan or the end of a run within this time [ms]. */
const ANSWER_MS = 20_000
/** The end of a run is not worth waiting for any longer [ms]. */
const END_MS = 3_000

/** A sweep as one helper gets to see it. */
export interface RemoteRun {
  readonly name: string
  readonly plan: Plan
  readonly planId: string
  readonly listener: FarmListener
  /** An executor id that was never used in this run. */
  readonly nextId: () => string
}

/** The helper at the other end of a link. */
export interface RemoteHelper {
  readonly link: Link
  /** Rejects with `peer/mismatch` or the reason of its refusal. */
  readonly greeted: Promise<PeerHello>
  readonly begin: (run: RemoteRun, machine: string) => void
  /** Ends the run; resolves when its processes are gone, or the helper takes too long to say so. */
  readonly end: () => Promise<void>
  /** Ends the connection, so that its lanes leave the sweep without blame. */
  readonly dismiss: (reason: string) => void
  readonly state: () => HelperState | undefined
  /** Whether it may yet bring lanes to the run, or to the next one. */
  readonly coming: () => boolean
  readonly lanes: () => number
}

/** A function for each event; arguments are read by it, for they come from elsewhere. */
type Answers = { [M in keyof HelperEvents]: (argument: never) => unknown }

export function connectHelper(link: Link, clock: Clock, ours: PeerHello, log: LanLog): RemoteHelper {
  const channel = guardChannel(link)
  const { client, close } = connect<HelperContract>(channel)
  const stopServing = serve(channel, { laneJoined, laneLeft, incident, state: changeState } satisfies Answers)
  const lanes = new Map<string, RemoteLane>()
  const leaving = new Set<RemoteLane>()
  let theirs: PeerHello | undefined
  let state: HelperState | undefined
  let current: { run: RemoteRun; machine: string; width: number; refused?: boolean } | undefined

  let ended: IsobarError | undefined
  link.onClose(reason => {
    const { address } = link
    ended = new IsobarError('peer/unreachable', `${address}: ${sentenceOf(reason)}`, { address, reason })
    close()
    stopServing()
    abandon(`lost ${current?.machine ?? theirs?.name ?? 'the helper'}: ${sentenceOf(reason)}`)
  })
  const greeted = greet()

  async function greet(): Promise<PeerHello> {
    const cancel = clock.after(ANSWER_MS, () => link.close('it did not answer the hello'))
    try {
      const hello = parseHello(await client.hello(ours))
      requireSame(ours, hello)
      if ((state?.lanes ?? 0) > hello.cores) refusePeer('it lends more cores than it has')
      return (theirs = hello)
    } catch (error) {
      link.close(toWireError(error).message)
      throw isCode(error, 'rpc/closed') ? ended : error
    } finally {
      cancel()
    }
  }

  function begin(run: RemoteRun, machine: string): void {
    current = { run, machine, width: columnsOf(run.plan.mechanism).length }
    const cancel = clock.after(ANSWER_MS, () => link.close('it did not begin in time'))
    client.begin({ run: run.name, planId: run.planId, plan: run.plan }).then(cancel, (error: unknown) => {
      cancel()
      if (isCode(error, 'rpc/closed') || current?.run !== run) return
      const message = `${machine} does not compute this plan: ${sentenceOf(toWireError(error).message)}`
      current.refused = true
      log('plan-refused', { fingerprint: link.fingerprint, message })
      run.listener.incident(machine, message)
    })
  }

  /** What concerns the present run; late words about a former one are let pass. */
  function presentRun(run: string): NonNullable<typeof current> | undefined {
    return current?.run.name === run ? current : undefined
  }

  function laneJoined(argument: unknown): void {
    const {
      run: name,
      lane,
      label,
    } = readArgument<{ run: string; lane: string; label: string }>('laneJoined', argument)
    const present = presentRun(name)
    if (present === undefined) return
    if (lanes.has(lane)) refusePeer(`it has lane ${showable(lane)} already`)
    if (lanes.size + leaving.size >= 2 * (theirs?.cores ?? 0)) refusePeer('it has more lanes than cores')
    const { run, machine, width } = present
    const id = run.nextId()
    const remote = createRemoteLane(
      { id, label: showable(label), machine },
      {
        client,
        clock,
        run: name,
        lane,
        width,
        gone: reason => {
          leaving.delete(remote)
          if (current?.run === run) run.listener.left(id, reason)
        },
        condemn: reason => {
          log('condemned', { fingerprint: link.fingerprint, reason })
          link.close(reason)
        },
      },
    )
    lanes.set(lane, remote)
    run.listener.joined(remote.executor)
  }

  function laneLeft(argument: unknown): void {
    const { run, lane, reason } = readArgument<{ run: string; lane: string; reason?: string }>(
      'laneLeft',
      argument,
    )
    if (presentRun(run) === undefined) return
    const remote = lanes.get(lane)
    if (remote === undefined) refusePeer(`it has no lane ${showable(lane)}`)
    lanes.delete(lane)
    leaving.add(remote)
    remote.leave(reason && sentenceOf(reason))
  }

  function incident(argument: unknown): void {
    const { run, lane, message } = readArgument<{ run: string; lane: string; message: string }>(
      'incident',
      argument,
    )
    const present = presentRun(run)
    if (present === undefined) return
    present.run.listener.incident(lanes.get(lane)?.executor.id ?? present.machine, sentenceOf(message))
  }

  function changeState(argument: unknown): void {
    const next = readState(argument)
    if (theirs && next.lanes > theirs.cores) refusePeer('it lends more cores than it has')
    const ends = next.lanes === 0 && state?.lanes !== 0
    state = next
    if (ends && current)
      current.run.listener.incident(
        current.machine,
        `${current.machine} lends no cores now${next.reason ? `: ${next.reason}` : ''}`,
      )
  }

  /** Takes every lane from the sweep at once, without blame: what was in hand is not why they left. */
  function abandon(reason: string | undefined): void {
    const former = current
    current = undefined
    const all = [...lanes.values(), ...leaving]
    lanes.clear()
    leaving.clear()
    if (former === undefined) return
    for (const lane of all) lane.end(sentAway(former.machine))
    const { listener } = former.run
    for (const { executor } of all) listener.left(executor.id, reason)
    if (all.length === 0 && reason !== undefined) listener.incident(former.machine, reason)
  }

  async function end(): Promise<void> {
    if (current === undefined) return
    const { name } = current.run
    abandon(undefined)
    await new Promise<void>(resolve => {
      const cancel = clock.after(END_MS, resolve)
      const done = (): void => {
        cancel()
        resolve()
      }
      client.end({ run: name }).then(done, done)
    })
  }

  return {
    link,
    greeted,
    begin,
    end,
    dismiss: reason => {
      abandon(undefined)
      link.close(reason)
    },
    state: () => state,
    coming: () => (state?.lanes ?? 0) > 0 && !current?.refused,
    lanes: () => lanes.size,
  }
}
