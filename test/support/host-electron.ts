import { _electron } from 'playwright-core'
import { homeEnvironment, repository, type LaunchOptions, type RunningHost } from './hosts.js'

/** Runs the built app on a real Electron binary; its dialogs answer as scripted, all else is its own. */
export function launchElectron(executablePath: string) {
  return async ({
    home,
    args = [],
    app: folder = repository,
    env = {},
  }: LaunchOptions): Promise<RunningHost> => {
    const app = await _electron.launch({
      executablePath,
      // Containers and CI have no user namespaces for Chromium's own sandbox.
      args: ['--no-sandbox', `--user-data-dir=${home}/userData`, folder, ...args],
      cwd: home,
      env: { ...homeEnvironment(home), ...env } as Record<string, string>,
    })
    await app.evaluate(({ dialog, shell }) => {
      const revealed: string[] = []
      Object.assign(globalThis, { revealed })
      shell.showItemInFolder = path => void revealed.push(path)
      const shown: string[] = []
      Object.assign(globalThis, { shownMessages: shown })
      dialog.showMessageBox = async (...args: unknown[]) => {
        shown.push((args.at(-1) as { message: string }).message)
        return { response: 0, checkboxChecked: false }
      }
    })
    const child = app.process()
    let stderr = ''
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))

    return {
      page: await app.firstWindow(),
      pid: child.pid!,
      kill: async () => {
        child.kill('SIGKILL')
        await ended
      },
      close: async () => {
        await app.close()
        return stderr
      },
      desktop: {
        answerDialog: path =>
          app.evaluate(({ dialog }, answer) => {
            dialog.showOpenDialog = async () => ({
              canceled: answer === null,
              filePaths: answer === null ? [] : [answer],
            })
            dialog.showSaveDialog = async () => ({ canceled: answer === null, filePath: answer ?? '' })
          }, path),
        clickMenu: (...labels) =>
          app.evaluate(({ Menu }, path) => {
            let items = Menu.getApplicationMenu()?.items ?? []
            for (const label of path.slice(0, -1))
              items = items.find(item => item.label.replace('&', '') === label)?.submenu?.items ?? []
            const item = items.find(candidate => candidate.label.replace('&', '') === path.at(-1))
            if (!item) throw new Error(`no menu item ${path.join(' > ')}`)
            item.click()
          }, labels),
        shownMessages: () =>
          app.evaluate(() => (globalThis as unknown as { shownMessages: string[] }).shownMessages),
        revealed: () => app.evaluate(() => (globalThis as unknown as { revealed: string[] }).revealed),
        placeFile: async () => undefined,
      },
    }
  }
}
