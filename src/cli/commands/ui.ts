import { homedir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { createDesk } from '../../node/desk/desk.js'
import { SESSION_EXTENSION } from '../../node/desk/session-name.js'
import { deskLan } from '../../node/lan/desk-lan.js'
import { startUiServer } from '../../node/net/ui-server.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'
import { readModelArgument } from '../model-argument.js'

export interface UiOptions {
  readonly port?: number
  readonly json?: true
  readonly open: boolean
}

/** Serves the interface until it is asked to end; the sweep on the desk is then stopped and kept. */
export async function uiCommand(file: string | undefined, options: UiOptions, host: Host): Promise<ExitCode> {
  const isSession = file !== undefined && extname(file) === SESSION_EXTENSION
  if (file !== undefined && !isSession) readModelArgument(file, host)
  const ended = new Promise<void>(resolve => {
    // A second signal does not wait for anything.
    host.onInterrupt(times => (times > 1 ? process.exit(EXIT.interrupted) : resolve()))
  })
  const lan = await deskLan({ fork: host.fork, version: host.version })
  const desk = createDesk({
    fork: host.fork,
    lan,
    host: 'browser',
    sessionFolder: join(homedir(), 'Isobar'),
    modelFolder: host.modelFolder,
    version: host.version,
    ...(file !== undefined && !isSession ? { initialModel: file } : {}),
  })
  try {
    if (isSession) await desk.openFile(resolve(host.cwd, file))
    const server = await startUiServer({
      port: options.port ?? 0,
      root: host.pageFolder,
      attach: desk.attach,
    })
    host.terminal.out(options.json ? `${JSON.stringify({ url: server.url })}\n` : `${server.url}\n`)
    if (!options.json)
      host.terminal.err('Isobar is served at this address, to this computer only; Ctrl-C ends it.\n')
    if (options.open && !options.json) host.openInBrowser(server.url)
    await ended
    await server.close()
  } finally {
    await desk.close()
    await lan.close()
  }
  return EXIT.solved
}
