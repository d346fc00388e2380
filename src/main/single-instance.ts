import { app } from 'electron'
import { fileArgument } from './file-argument.js'

/**
 * Makes this the one Isobar of the user, or returns false: then the other one has been told what to open and
 * this one should end. Files asked for before anybody listens wait for `listen`.
 */
export function becomeTheOne(): { listen: (onCall: (file: string | undefined) => void) => void } | false {
  if (!app.requestSingleInstanceLock()) return false
  const waiting: string[] = []
  let call = (file: string | undefined): void => void (file && waiting.push(file))

  app.on('second-instance', (_event, argv, workingDirectory) => call(fileArgument(argv, workingDirectory)))
  // macOS hands files over by this event, also the one the app is started with.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    call(path)
  })
  const ownFile = fileArgument(process.argv, process.cwd())
  if (ownFile) waiting.push(ownFile)

  return {
    listen: onCall => {
      call = onCall
      waiting.splice(0).forEach(onCall)
    },
  }
}
