import { type Plan } from './plan.js'
import { type SliceResult } from './worker-contract.js'

/** Version of what two Isobars say to each other; other versions are told so and refused. */
export const PEER_PROTOCOL = 1

/** WebSocket subprotocol, and the paths a connection is opened on. */
export const PEER_SUBPROTOCOL = `isobar.${PEER_PROTOCOL}`
export const PEER_PATHS = {
  /** The one who dials owns the sweep and asks for help. */
  help: '/help',
  /** The one who dials offers help to the owner who listens. */
  join: '/join',
  /** Two people compare a short code; nothing else happens on this connection. */
  pair: '/pair',
} as const
export type PeerPath = keyof typeof PEER_PATHS

/** Reason of a closed link: the owner is done, there is no use in dialling again. */
export const STOPS_LISTENING = 'this computer stops listening'

/** Reason of a closed link: a person at the helper wants it free; an owner comes back only when asked to. */
export const SENDS_AWAY = 'ended by a person at this computer'

/** How the reason of a closed link begins when an owner does not believe what the helper computed. */
export const SETS_ASIDE = 'set aside: '

/** What each side says of itself first. All that a stranger learns of an Isobar. */
export interface PeerHello {
  readonly protocol: number
  /** Results of different engines never mix; see ENGINE. */
  readonly engine: string
  readonly version: string
  /** Name of the machine, for people. */
  readonly name: string
  readonly cores: number
}

/**
 * What the owner of a sweep may ask of a helper over one connection. Data only: a helper compiles the plan
 * itself, and reads no path and runs no code that came over the wire. Every argument is checked by the
 * helper before it is believed.
 */
export interface HelperContract {
  hello: (argument: PeerHello) => PeerHello
  /**
   * Starts lanes for a plan. `run` is the owner's name for it, unlike that of any other sweep, so that who lost
   * his connection is told from a second process of his. Replaces the former run of this connection.
   */
  begin: (argument: { run: string; planId: string; plan: Plan }) => void
  /** Computes points [from, to) of the point order on one lane. */
  solve: (argument: LaneSlice & { budgetMs: number }) => SliceResult
  /** See Executor.recall of core/ports.ts. */
  recall: (argument: { run: string; lane: string; from: number; at: number }) => void
  /** Ends the run and its lanes. */
  end: (argument: { run: string }) => void
}

export interface LaneSlice {
  readonly run: string
  readonly lane: string
  readonly from: number
  readonly to: number
}

/** What a helper tells the owner over the same connection, without being asked. */
export interface HelperEvents {
  /** A lane (one core) is ready for slices. */
  laneJoined: (argument: { run: string; lane: string; label: string }) => void
  /** A lane is gone; its open `solve` calls reject by themselves. */
  laneLeft: (argument: { run: string; lane: string; reason: string | undefined }) => void
  incident: (argument: { run: string; lane: string; message: string }) => void
  /** What the helper's owner lets it do now. Lanes that are taken away leave after the slice in hand. */
  state: (argument: HelperState) => void
}

export interface HelperState {
  /** Cores the owner may use now; 0 while paused. */
  readonly lanes: number
  /** Why fewer than the machine has, for people: "in use", "on battery", "paused by its owner", "leaving". */
  readonly reason: string | undefined
}

/** Limits a helper puts on what it accepts, whoever asks. */
export const PEER_LIMITS = {
  /** Largest frame either side reads [bytes]; a plan of the largest model and axes fits. */
  frameBytes: 16 * 2 ** 20,
  /** Points of one slice. */
  slicePoints: 8192,
  /** Slices under way at a time, per lane. */
  slicesPerLane: 4,
  /** Longest budget of one slice [ms]. */
  budgetMs: 3_600_000,
  /** Control messages a second from one peer, sustained. */
  messagesPerSecond: 2000,
} as const
