import { app } from 'electron'
import { fileArgument } from './file-argument.js'

export interface OnlyInstance {
  /** The file this instance was started with. */
  readonly file: string | undefined
  /** Hears of files, and of starts without a file; what was asked for before waits for it. */
  readonly listen: (onCall: (file: string | undefined) => void) => void
}

/**
 * Makes this the one Isobar of the user, or returns false: then the other one has been told what to open and
 * this one should end.
 */
export function becomeTheOne(): OnlyInstance | false {
  if (!app.requestSingleInstanceLock()) return false
  const waiting: string[] = []
  let call = (file: string | undefined): void => void (file && waiting.push(file))

  app.on('second-instance', (_event, argv, workingDirectory) => call(fileArgument(argv, workingDirectory)))
  // macOS hands files over by this event, also the one the app is started with.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    call(path)
  })

  return {
    file: fileArgument(process.argv, process.cwd()),
    listen: onCall => {
      call = onCall
      waiting.splice(0).forEach(onCall)
    },
  }
}
