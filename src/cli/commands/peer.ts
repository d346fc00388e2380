import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { configFolder } from '../../node/lan/config-folder.js'
import { resetIdentity } from '../../node/lan/identity.js'
import { type Lan, type LanOptions } from '../../node/lan/lan-port.js'
import { type SharingSettings } from '../../shared/lan-contract.js'
import { IsobarError } from '../../shared/errors.js'
import { answerPairings } from '../answer-pairings.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'
import { joinOwner } from '../join-owner.js'
import { lanLogTo } from '../lan-log.js'
import { NOTHING_SHARED, openLanFor } from '../lan.js'
import { duration } from '../progress-line.js'

const HOUR_MS = 3_600_000

export interface PeerOptions {
  readonly name?: string
  readonly workers?: number
  readonly port?: number
  readonly host?: string
  readonly join?: string
  readonly joinFile?: string
  readonly onlyWhenIdle?: true
  readonly notOnBattery?: true
  readonly discovery: boolean
  readonly uses: number
  readonly hours: number
  readonly resetIdentity?: true
  readonly json?: true
}

/** Lends this computer to owners until it is asked to end; then it finishes what it has in hand, and leaves. */
export async function peerCommand(options: PeerOptions, host: Host): Promise<ExitCode> {
  if (options.resetIdentity) {
    resetIdentity(configFolder())
    host.terminal.err('This installation gets a new identity; every computer has to pair with it again.\n')
  }
  const code = joinCodeIn(options, host)
  const sharing: SharingSettings = {
    ...NOTHING_SHARED.sharing,
    enabled: true,
    cores: options.workers ?? availableParallelism(),
    onlyWhenIdle: options.onlyWhenIdle === true,
    notOnBattery: options.notOnBattery === true,
  }
  const lan = await openLanFor(host, {
    ...lanOptions(options, host),
    settings: { sharing, use: [] },
    listen: false,
  })
  const stopAnswering = answerPairings(lan, host)
  const abort = new AbortController()
  const leaving = new Promise<void>(left => {
    // A second signal waits for nothing.
    host.onInterrupt(times => {
      if (times > 1) process.exit(EXIT.interrupted)
      abort.abort()
      void lan.leave().then(left)
    })
  })
  try {
    if (code !== undefined) {
      await introduce(lan, undefined, options, host)
      return await joinOwner(lan, code, abort.signal, leaving)
    }
    await lan.setSharing(sharing)
    const invitation = await lan.invite({ validMs: options.hours * HOUR_MS, uses: options.uses })
    await introduce(lan, invitation.code, options, host)
    await leaving
    return EXIT.solved
  } finally {
    stopAnswering()
    await lan.close()
  }
}

const lanOptions = (options: PeerOptions, host: Host): Partial<LanOptions> => ({
  log: lanLogTo(host.terminal, options.json === true),
  ...(options.name !== undefined && { name: options.name }),
  discovery: options.discovery,
  ...(options.port !== undefined && { port: options.port }),
  ...(options.host !== undefined && { host: options.host }),
})

/** The code from the command line, or from a file, which other users of the machine cannot read. */
function joinCodeIn({ join, joinFile }: PeerOptions, host: Host): string | undefined {
  const file = joinFile ?? process.env['ISOBAR_JOIN_FILE']
  if (join !== undefined || file === undefined) return join
  try {
    return readFileSync(resolve(host.cwd, file), 'utf8').trim()
  } catch (thrown) {
    throw new IsobarError('input/invalid', `the file with the join code cannot be read`, {
      field: '--join-file',
      value: file,
      remedy: (thrown as Error).message,
    })
  }
}

async function introduce(
  lan: Lan,
  joinCode: string | undefined,
  options: PeerOptions,
  { terminal }: Host,
): Promise<void> {
  const { self } = lan.view()
  const { fingerprint } = self
  const port = lan.port() ?? null
  if (options.json)
    return terminal.out(`${JSON.stringify({ port, fingerprint, joinCode: joinCode ?? null })}\n`)
  if (joinCode === undefined) return terminal.err(`${self.name} helps; Ctrl-C lets it finish and leave.\n`)
  const uses = options.uses === 1 ? 'once' : `${options.uses} times`
  terminal.err(
    `${self.name} lends its cores at ${self.addresses.join(', ')}; Ctrl-C lets it finish and leave.\n` +
      `Join code, good ${uses} within ${duration(options.hours * 3600)}; on the other computer:\n` +
      `  isobar run MODEL --peer CODE, or "Computers" in its window\n`,
  )
  await terminal.out(`${joinCode}\n`)
}
