import { type Channel } from '../shared/rpc.js'

/**
 * The parent of this process, whether Electron forked it (`utilityProcess`) or plain Node did.
 *
 * Plain Node must fork with `serialization: 'advanced'`; its default is JSON, which turns a
 * Float64Array into an object.
 */
export function parentChannel(proc: NodeJS.Process = process): Channel {
  const port = (proc as { parentPort?: ParentPort }).parentPort
  if (port) {
    return {
      send: message => port.postMessage(message),
      onMessage: listener => {
        const unwrap = (event: { data: unknown }): void => listener(event.data)
        port.on('message', unwrap)
        return () => port.off('message', unwrap)
      },
    }
  }
  if (!proc.send) throw new Error('a worker must be forked, not started by hand')
  return {
    send: message => void proc.send!(message),
    onMessage: listener => {
      proc.on('message', listener)
      return () => proc.off('message', listener)
    },
  }
}

/** The part of Electron's `process.parentPort` we use; typed here so that we import no Electron. */
interface ParentPort {
  postMessage: (message: unknown) => void
  on: (event: 'message', listener: (event: { data: unknown }) => void) => void
  off: (event: 'message', listener: (event: { data: unknown }) => void) => void
}
