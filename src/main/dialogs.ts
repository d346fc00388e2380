import { basename, join } from 'node:path'
import { dialog, type BrowserWindow, type FileFilter } from 'electron'
import type { PathQuestion } from '../shared/owner-contract.js'

const session: FileFilter = { name: 'Isobar session', extensions: ['isobar'] }
const model: FileFilter = { name: 'Model', extensions: ['yaml', 'yml'] }
const exports: Readonly<Record<NonNullable<PathQuestion['format']>, FileFilter>> = {
  csv: { name: 'CSV', extensions: ['csv'] },
  matrix: { name: 'CSV', extensions: ['csv'] },
  json: { name: 'JSON', extensions: ['json'] },
  nc: { name: 'NetCDF', extensions: ['nc'] },
  npz: { name: 'NumPy', extensions: ['npz'] },
  png: { name: 'PNG', extensions: ['png'] },
  svg: { name: 'SVG', extensions: ['svg'] },
  pdf: { name: 'PDF', extensions: ['pdf'] },
}

/** Says that a file the system handed over cannot be opened, and why. */
export async function showFailure(window: BrowserWindow, file: string, thrown: unknown): Promise<void> {
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  await dialog.showMessageBox(window, {
    type: 'error',
    message: `${basename(file)} cannot be opened`,
    detail,
  })
}

/** Asks with the native dialog of the window; null when cancelled. */
export async function choosePath(
  window: BrowserWindow,
  folder: string,
  question: PathQuestion,
): Promise<string | null> {
  const filters = [filterOf(question)]
  const defaultPath = question.suggestedName ? join(folder, question.suggestedName) : folder
  if (question.purpose === 'open-session' || question.purpose === 'open-model') {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      filters,
      defaultPath,
      properties: ['openFile'],
    })
    return (!canceled && filePaths[0]) || null
  }
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    filters,
    defaultPath,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  return (!canceled && filePath) || null
}

function filterOf({ purpose, format }: PathQuestion): FileFilter {
  if (purpose === 'export') return exports[format ?? 'csv']
  return purpose === 'open-model' || purpose === 'save-model' ? model : session
}
