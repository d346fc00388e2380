import { fork, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { honest, onlyKeys } from './honest.js'

interface ForkOptions {
  serviceName?: string
  stdio?: ('pipe' | 'ignore' | 'inherit')[]
}

/** `utilityProcess` over plain Node children that find a `process.parentPort`; see utility-shim.mjs. */
export const utilityProcess = honest('utilityProcess', {
  fork: (modulePath: string, args: string[] = [], options: ForkOptions = {}) => {
    onlyKeys('utilityProcess.fork option', options, ['serviceName', 'stdio'])
    const [stdin = 'ignore', stdout = 'inherit', stderr = 'inherit'] = options.stdio ?? []
    if (stdin !== 'ignore') throw new Error('utilityProcess: stdin can only be ignored')
    const child = fork(modulePath, args, {
      serialization: 'advanced',
      execArgv: ['--import', import.meta.resolve('./utility-shim.mjs')],
      stdio: ['ignore', stdout, stderr, 'ipc'],
    })
    return utility(child)
  },
})

function utility(child: ChildProcess): object {
  const events = new EventEmitter()
  const endWithApp = (): void => void child.kill('SIGKILL')
  let running = true
  process.on('exit', endWithApp)

  child.on('spawn', () => events.emit('spawn'))
  child.on('message', message => events.emit('message', message))
  child.on('exit', (code, signal) => {
    running = false
    process.off('exit', endWithApp)
    // Electron reports one number, whatever ended the process.
    events.emit('exit', code ?? (signal === 'SIGKILL' ? 9 : 15))
  })
  child.on('error', () => undefined)

  const self = honest('UtilityProcess', {
    get pid() {
      return running ? child.pid : undefined
    },
    stdout: child.stdout,
    stderr: child.stderr,
    postMessage: (message: unknown, transfer: unknown[] = []) => {
      if (transfer.length > 0) throw new Error('the Electron stand-in transfers no ports')
      if (child.connected) child.send(message as object)
    },
    kill: () => child.kill('SIGTERM'),
    on: (name: string, listener: (...args: unknown[]) => void) => (events.on(name, listener), self),
    once: (name: string, listener: (...args: unknown[]) => void) => (events.once(name, listener), self),
    off: (name: string, listener: (...args: unknown[]) => void) => (events.off(name, listener), self),
  })
  return self
}
