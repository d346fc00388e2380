import type { Finding } from './model/finding.js'

/** Everything that can go wrong and that a caller may want to treat differently. */
export interface ErrorData {
  /** The model text is not a usable mechanism; every finding names line, field, value and remedy. */
  'model/invalid': { findings: readonly Finding[] }
  /** A form field, option or axis is not usable. */
  'input/invalid': { field: string; value: string; remedy: string }
  /** The file is not a session, is damaged, or comes from a newer Isobar. */
  'session/unreadable': { path: string; reason: 'foreign' | 'damaged' | 'newer' | 'missing' }
  /** Another owner is writing this session; it can be opened for reading. */
  'session/locked': { path: string; pid: number | undefined }
  /** Nothing more can be written, for example because the disk is full; what was saved is kept. */
  'session/unwritable': { path: string; reason: string; freeBytes: number | undefined }
  /** The worker process ended, or was ended, before it answered. */
  'worker/lost': { executorId: string; exitCode: number | null; signal: string | null }
  /** The worker did not answer within its time budget and was killed. */
  'worker/hung': { executorId: string; budgetMs: number }
  /** Two sides speak different protocol or solver versions. */
  'worker/mismatch': { ours: string; theirs: string }
  'net/port-in-use': { port: number }
  /** Bytes from the other side are not a frame of codec.ts. */
  'net/bad-frame': { reason: string }
  /** No connection could be made, or none in time. */
  'peer/unreachable': { address: string; reason: string }
  /** Somebody else answers at this address; fingerprints in hex. */
  'peer/wrong-certificate': { address: string; expected: string; found: string | undefined }
  /** The other side does not know this computer; pairing or a join code changes that. */
  'peer/not-paired': { fingerprint: string }
  /** The other side turned the connection away for another reason. */
  'peer/refused': { reason: string }
  /** The two sides compute with different engines or speak different protocols. */
  'peer/mismatch': { ours: string; theirs: string }
  'rpc/closed': { method: string }
  'rpc/forbidden': { reason: string }
  cancelled: undefined
  /** An error nobody foresaw. */
  'internal/bug': undefined
}

export type ErrorCode = keyof ErrorData

/** The only error class that crosses a process boundary. Branch on `code`, never on `message`. */
export class IsobarError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'IsobarError'

  constructor(
    readonly code: C,
    message: string,
    readonly data: ErrorData[C],
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

export function isCode<C extends ErrorCode>(thrown: unknown, code: C): thrown is IsobarError<C> {
  return thrown instanceof IsobarError && thrown.code === code
}

export interface WireError {
  readonly code: ErrorCode
  readonly message: string
  readonly data: unknown
  /** Stack of the side that threw; kept for the log, never shown to the user. */
  readonly remoteStack: string | undefined
}

/** An error we did not foresee is a bug, and is labelled as one rather than passed on bare. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof IsobarError)
    return { code: thrown.code, message: thrown.message, data: thrown.data, remoteStack: thrown.stack }
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown))
  return { code: 'internal/bug', message: cause.message, data: undefined, remoteStack: cause.stack }
}

export function fromWireError(wire: WireError): IsobarError {
  return new IsobarError(wire.code, wire.message, wire.data as never, { cause: wire.remoteStack })
}
