import { execFileSync } from 'node:child_process'

/** Runs a command to its end; throws with what it said if it fails. */
export function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

export const ip = (...args: string[]): string => run('ip', ...args)

export const namespaces = (): string[] =>
  ip('netns', 'list')
    .split('\n')
    .flatMap(line => line.split(' ')[0] || [])

/** Ends what runs in a namespace, then the namespace. Never throws: it cleans up after failures. */
export function killNamespace(name: string): void {
  try {
    for (const pid of ip('netns', 'pids', name).split('\n').filter(Boolean))
      process.kill(Number(pid), 'SIGKILL')
  } catch {
    // The process has ended, or the namespace is gone.
  }
  try {
    ip('netns', 'del', name)
  } catch {
    // It is gone.
  }
}
