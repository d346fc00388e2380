import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { builtCli } from '../support/built.js'
import { follow } from '../support/child.js'
import { homeEnvironment } from '../support/hosts.js'

/** Runs `isobar peer --join` of the built command with a home of its own. */
export async function startPeer(
  code: string,
  home: string,
  name: string,
): Promise<{ stop: () => Promise<string> }> {
  await mkdir(home)
  const child = spawn(process.execPath, [await builtCli(), 'peer', '--join', code, '--name', name], {
    cwd: home,
    env: { ...homeEnvironment(home), ISOBAR_CONFIG: join(home, 'config') },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const { ended, stderr } = follow(child)
  return {
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      return stderr()
    },
  }
}
