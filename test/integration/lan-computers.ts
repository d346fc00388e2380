import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ledgerOf } from '../../src/node/desk/ledger-of.js'
import { openSession } from '../../src/node/session/session.js'
import { formatJoinCode, parseJoinCode } from '../../src/shared/lan/join-code.js'
import { type Ended, type Running, start, type StartOptions, until } from './cli-harness.js'

/** A computer with an Isobar of its own: a name, an address, and a folder for identity and trust. */
export interface Computer {
  readonly name: string
  readonly start: (args: readonly string[], options?: StartOptions) => Promise<Running>
  /** Runs the command to its end. */
  readonly isobar: (args: readonly string[], options?: StartOptions) => Promise<Ended>
  /** Starts `isobar peer`, and waits until it listens. */
  readonly lend: (...args: string[]) => Promise<Lender>
  /** Starts `isobar peer --join`. */
  readonly join: (code: string, ...args: string[]) => Promise<Running>
}

export interface Lender extends Running {
  readonly port: number
  readonly fingerprint: string
  readonly joinCode: string
  /** `host:port` */
  readonly at: string
}

export interface Computers {
  /** `enter` runs commands in the computer; without it, it is this one. */
  readonly add: (name: string, address?: string, enter?: readonly string[]) => Computer
  /** Ends what is still running. */
  readonly endAll: () => Promise<void>
}

/** Computers whose commands run in `folder`, where the sessions are. */
export function createComputers(folder: string): Computers {
  const running = new Set<Running>()

  function add(name: string, address = '127.0.0.1', enter: readonly string[] = []): Computer {
    const config = join(folder, `config-${name}`)
    mkdirSync(config, { recursive: true })

    async function begin(args: readonly string[], options: StartOptions = {}): Promise<Running> {
      const env = { ISOBAR_CONFIG: config, ISOBAR_HOST: address, ...options.env }
      const begun = await start(args, folder, { enter, ...options, env })
      running.add(begun)
      void begun.ended.then(() => running.delete(begun))
      return begun
    }

    async function lend(...args: string[]): Promise<Lender> {
      const words = ['peer', '--json', '--port', '0', '--name', name, '--workers', '1', ...args]
      const begun = await begin(words)
      const line = await Promise.race([begun.firstLine, begun.ended.then(({ stderr }) => stderr)])
      const said = JSON.parse(line) as { port: number; fingerprint: string; joinCode: string }
      return { ...begun, ...said, at: `${address}:${said.port}` }
    }

    return {
      name,
      start: begin,
      isobar: async (args, options) => (await begin(args, options)).ended,
      lend,
      join: (code, ...args) =>
        begin(['peer', '--json', '--name', name, '--workers', '1', '--join', code, ...args]),
    }
  }

  return {
    add,
    endAll: async () => {
      const left = [...running]
      for (const { pid } of left) {
        try {
          process.kill(-pid, 'SIGKILL')
        } catch {
          // It has ended by itself.
        }
      }
      await Promise.all(left.map(({ ended }) => ended))
    },
  }
}

/** The code that `run --invite` prints; the test ends by its time limit when none comes. */
export async function invitationOf(owner: Running): Promise<string> {
  const code = (): string | undefined =>
    owner.told.map(({ line }) => /peer --join (\S+)$/.exec(line)?.[1]).find(found => found !== undefined)
  await until(() => code() !== undefined)
  return code()!
}

/** The same code with other addresses, as when something stands in between. */
export const redirected = (code: string, ...addresses: string[]): string =>
  formatJoinCode({ ...parseJoinCode(code), addresses })

/** What a session holds now; also while somebody computes for it. */
export interface Held {
  readonly points: number
  readonly ended: number
  /** Points by machine. */
  readonly machines: Readonly<Record<string, number>>
  /** How often points were saved: only 1 when nothing came twice, and 0 where something is missing. */
  readonly timesSaved: readonly number[]
}

export function heldIn(path: string): Held {
  const session = openSession(path, 'no')
  try {
    const { ledger } = ledgerOf(session)
    const times = new Uint32Array(ledger.points)
    const machines: Record<string, number> = {}
    for (const { from, to, executor } of session.slices()) {
      for (let at = from; at < to; at++) times[at]!++
      const machine = executor.replace(/\/[^/]*$/, '')
      machines[machine] = (machines[machine] ?? 0) + to - from
    }
    const { solved, failed } = ledger.counts()
    return {
      points: ledger.points,
      ended: solved + failed,
      machines,
      timesSaved: [...new Set(times)].toSorted(),
    }
  } finally {
    session.close()
  }
}

/** Waits until a machine has computed something that is saved. */
export const untilHelped = (path: string, machine: string): Promise<void> =>
  until(() => {
    try {
      return (heldIn(path).machines[machine] ?? 0) > 0
    } catch {
      // The file is being made.
      return false
    }
  })
