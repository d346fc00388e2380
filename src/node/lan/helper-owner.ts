import { type Clock, type Farm } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import { type GuestView } from '../../shared/lan-contract.js'
import { parseHello } from '../../shared/lan/hello-shape.js'
import { showable } from '../../shared/lan/showable.js'
import {
  type HelperContract,
  type HelperEvents,
  type HelperState,
  type LaneSlice,
  type PeerHello,
} from '../../shared/peer-contract.js'
import { type Plan } from '../../shared/plan.js'
import { connect, serve } from '../../shared/rpc.js'
import { type Lane } from './helper-lane.js'
import { readPlan } from './helper-plan.js'
import { type Run, startRun } from './helper-run.js'
import { sliceCheck } from './helper-slice.js'
import { readArgument, refusePeer, requireSame, sentenceOf } from './peer-messages.js'
import { guardChannel } from './peer-guard.js'
import { type LanLog, type Link } from './ports.js'
import { createRate } from './rate.js'

/** Who opens a connection must say who he is within this time [ms]. */
const HELLO_MS = 10_000
/** Who leaves waits for slices in hand no longer [ms]: batch systems end a job 30 s after they told it. */
export const LEAVING_MS = 25_000
/** A plan starts processes: so many at once, and in the long run one in two seconds. */
const BEGINS_AT_ONCE = 20
const BEGINS_PER_SECOND = 0.5

export interface OwnerOptions {
  readonly link: Link
  /** The workers of this computer. */
  readonly farm: Farm
  readonly clock: Clock
  /** Time of day [ms since 1970], for display only. */
  readonly wallClock: () => number
  readonly hello: PeerHello
  readonly log: LanLog
  /** He is known and may begin a run soon. */
  readonly expected: () => void
  /** He began or ended a run, or is gone: the cores have to be shared out again. */
  readonly changed: () => void
}

/** An owner of sweeps whom this computer helps. */
export interface Owner {
  /** What he calls himself; empty until he said it. */
  readonly name: () => string
  /** Names the sweep he wants lanes for, whatever connection he asks over; undefined: he wants none. */
  readonly wanted: () => string | undefined
  /** Gives him so many lanes; those taken away finish the slice in hand. */
  readonly allow: (state: HelperState) => void
  /** Lets every lane finish its slice, for LEAVING_MS at most, then ends the connection. */
  readonly leave: (reason: string) => Promise<void>
  /** What his run uses; undefined while there is none. */
  readonly usage: () => GuestView | undefined
  /** Resolves when the processes of his last run are gone, too. */
  readonly gone: Promise<void>
}

/** A function for each method; arguments are read by it, for they come from elsewhere. */
type Answers = { [M in keyof HelperContract]: (argument: never) => unknown }

interface CurrentRun {
  readonly name: string
  readonly plan: Plan
  readonly check: ReturnType<typeof sliceCheck>
  readonly since: number
  readonly run: Run
}

/** Serves one owner until the connection ends; then his processes end at once. */
export function serveOwner(options: OwnerOptions): Owner {
  const { link, farm, clock, hello: ours, log } = options
  const channel = guardChannel(link)
  const events = connect<HelperEvents>(channel)
  const mayBegin = createRate(clock, BEGINS_PER_SECOND, BEGINS_AT_ONCE)
  let theirs: PeerHello | undefined
  let current: CurrentRun | undefined
  let stopping: Promise<void> = Promise.resolve()
  let state: HelperState = { lanes: 0, reason: undefined }
  let leaving = false
  let points = 0
  let busyMs = 0
  let closed: () => void
  const gone = new Promise<void>(resolve => (closed = resolve)).then(() => stopping)

  const cancelWait = clock.after(HELLO_MS, () => link.close('it did not say who it is'))
  const stopServing = serve(channel, { hello, begin, solve, recall, end } satisfies Answers)
  link.onClose(reason => {
    leaving = true
    cancelWait()
    stopServing()
    events.close()
    log('owner-left', { fingerprint: link.fingerprint, reason })
    stopRun()
    closed()
    options.changed()
  })

  /** The other side hears what it can; a closed connection says the rest. */
  const tell = <E extends keyof HelperEvents>(event: E, argument: Parameters<HelperEvents[E]>[0]): void =>
    void (events.client[event] as (value: unknown) => Promise<void>)(argument).catch(() => {})

  function hello(argument: unknown): PeerHello {
    cancelWait()
    const greeting = parseHello(argument)
    requireSame(ours, greeting)
    theirs = greeting
    log('owner-came', { fingerprint: link.fingerprint, name: theirs.name, address: link.address })
    tell('state', state)
    options.expected()
    return ours
  }

  function requireHello(): void {
    if (theirs === undefined) refusePeer('it did not say who it is')
  }

  function begin(argument: unknown): void {
    requireHello()
    if (!mayBegin()) refusePeer('it begins plan after plan')
    const {
      run: name,
      planId,
      plan: given,
    } = readArgument<{ run: string; planId: string; plan: unknown }>('begin', argument)
    const plan = readPlan(given)
    stopRun()
    points = busyMs = 0
    const run = startRun({ farm, plan, planId, events: eventsOf(name) })
    current = { name, plan, check: sliceCheck(plan), since: options.wallClock(), run }
    log('run-began', { fingerprint: link.fingerprint, model: showable(plan.mechanism.name) })
    options.changed()
  }

  const eventsOf = (run: string) => ({
    joined: (lane: string, label: string) => tell('laneJoined', { run, lane, label }),
    left: (lane: string, reason: string | undefined) =>
      tell('laneLeft', { run, lane, reason: reason && sentenceOf(reason) }),
    incident: (lane: string, message: string) =>
      tell('incident', { run, lane, message: sentenceOf(message) }),
    answered: (result: { from: number; to: number; busyMs: number }) => {
      points += result.to - result.from
      busyMs += result.busyMs
    },
    exhausted: () => changeState({ lanes: 0, reason: 'its workers do not start' }),
  })

  /** The lane of the present run; an end of it that the owner cannot have heard of yet is `cancelled`. */
  function laneOf({ run, lane: name }: { run: string; lane: string }): Lane {
    requireHello()
    if (current?.name !== run) throw new IsobarError('cancelled', `run ${showable(run)} has ended`, undefined)
    if (!current.run.knew(name)) refusePeer(`it has no lane ${showable(name)} here`)
    const lane = current.run.lane(name)
    if (lane === undefined) throw new IsobarError('cancelled', 'the lane is gone', undefined)
    return lane
  }

  function solve(argument: unknown) {
    const slice = readArgument<LaneSlice & { budgetMs: number }>('solve', argument)
    const lane = laneOf(slice)
    current!.check(slice, lane.size())
    return lane.solve(slice.from, slice.to, slice.budgetMs)
  }

  function recall(argument: unknown): void {
    const slice = readArgument<{ run: string; lane: string; from: number; at: number }>('recall', argument)
    laneOf(slice).recall(slice.from, slice.at)
  }

  async function end(argument: unknown): Promise<void> {
    requireHello()
    const { run } = readArgument<{ run: string }>('end', argument)
    if (current?.name !== run) return
    stopRun()
    options.changed()
    await stopping
  }

  function stopRun(): void {
    if (current === undefined) return
    const { run } = current
    current = undefined
    stopping = Promise.all([stopping, run.stop()]).then(() => {})
  }

  function allow(next: HelperState): void {
    if (leaving) return
    current?.run.resize(next.lanes, next.reason ?? 'shared out again')
    changeState(next)
  }

  function changeState(next: HelperState): void {
    if (next.lanes === state.lanes && next.reason === state.reason) return
    state = next
    if (theirs) tell('state', state)
  }

  async function leave(reason: string): Promise<void> {
    allow({ lanes: 0, reason })
    leaving = true
    await within(LEAVING_MS, current?.run.drained())
    link.close(reason)
    await gone
  }

  const within = (ms: number, done: Promise<void> | undefined): Promise<void> =>
    new Promise(resolve => {
      const cancel = clock.after(ms, resolve)
      void Promise.resolve(done).then(() => {
        cancel()
        resolve()
      })
    })

  return {
    name: () => theirs?.name ?? '',
    wanted: () => (current && !leaving ? `${link.fingerprint} ${current.name}` : undefined),
    allow,
    leave,
    usage: () =>
      current && {
        fingerprint: link.fingerprint,
        name: theirs?.name ?? '',
        model: showable(current.plan.mechanism.name),
        since: current.since,
        lanes: current.run.lanes(),
        points,
        busyMs,
      },
    gone,
  }
}
