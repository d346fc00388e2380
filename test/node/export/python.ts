import { execFileSync, spawnSync } from 'node:child_process'

/** Whether this computer's Python has a module; names of tests say which reader ran. */
export const hasModule = (name: string): boolean =>
  spawnSync('python3', ['-c', `import ${name}`]).status === 0

/** What a script prints, as JSON. */
export const pythonJson = (script: string, ...args: string[]): unknown =>
  JSON.parse(execFileSync('python3', ['-c', script, ...args], { encoding: 'utf8' }))
