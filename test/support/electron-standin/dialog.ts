import { honest, onlyKeys } from './honest.js'

interface DialogOptions {
  defaultPath?: string
  filters?: { name: string; extensions: string[] }[]
  properties?: string[]
}

/** What the test will answer to the next dialogs: a path, or null for Cancel. */
const answers: (string | null)[] = []
const messages: string[] = []

export const scriptAnswer = (answer: string | null): void => void answers.push(answer)
export const shownMessages = (): readonly string[] => messages

function ask(kind: string, args: unknown[]): string | null {
  const options = args.at(-1) as DialogOptions
  onlyKeys(`${kind} option`, options, ['defaultPath', 'filters', 'properties'])
  const answer = answers.shift()
  if (answer === undefined) throw new Error(`the test has no answer for ${kind}`)
  return answer
}

export const dialog = honest('dialog', {
  showOpenDialog: async (...args: unknown[]) => {
    const path = ask('showOpenDialog', args)
    return { canceled: path === null, filePaths: path === null ? [] : [path] }
  },
  showSaveDialog: async (...args: unknown[]) => {
    const path = ask('showSaveDialog', args)
    return { canceled: path === null, filePath: path ?? '' }
  },
  showMessageBox: async (...args: unknown[]) => {
    const options = args.at(-1) as { message: string }
    onlyKeys('showMessageBox option', options, ['type', 'message', 'detail'])
    messages.push(options.message)
    return { response: 0, checkboxChecked: false }
  },
})
