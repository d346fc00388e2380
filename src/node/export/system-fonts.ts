import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Files of fonts that suit a figure, best first; the first that is there is used. */
const LATIN = [
  'Arial.ttf',
  'arial.ttf',
  'LiberationSans-Regular.ttf',
  'Helvetica.ttc',
  'NimbusSans-Regular.otf',
  'NotoSans-Regular.ttf',
  'DejaVuSans.ttf',
  'segoeui.ttf',
]
const CHINESE = [
  'NotoSansCJK-Regular.ttc',
  'NotoSansCJKsc-Regular.otf',
  'NotoSansSC-Regular.otf',
  'wqy-zenhei.ttc',
  'wqy-microhei.ttc',
  'msyh.ttc',
  'simhei.ttf',
  'STHeiti Light.ttc',
  'Hiragino Sans GB.ttc',
  'DroidSansFallbackFull.ttf',
]
const BOLD = [
  'Arial Bold.ttf',
  'arialbd.ttf',
  'LiberationSans-Bold.ttf',
  'NotoSans-Bold.ttf',
  'DejaVuSans-Bold.ttf',
]

/** Where the systems keep fonts. */
const folders = (): string[] => [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  join(homedir(), '.fonts'),
  join(homedir(), '.local/share/fonts'),
  '/System/Library/Fonts',
  '/Library/Fonts',
  join(homedir(), 'Library/Fonts'),
  join(process.env['WINDIR'] ?? 'C:\\Windows', 'Fonts'),
]

/**
 * Fonts of this computer for a figure, the one for most letters first; empty where there is none.
 *
 * @param text what the figure says: a font for Chinese is only loaded, it is large, where there is some
 */
export function systemFonts(text: string, inFolders = folders()): Uint8Array[] {
  const wanted = [LATIN, BOLD, ...(/[\u2e80-\uffff]/.test(text) ? [CHINESE] : [])]
  const found = new Map<string, string>()
  const names = new Set(wanted.flat())
  for (const folder of inFolders)
    for (const file of filesIn(folder)) {
      const name = file.split(/[\\/]/).at(-1)!
      if (names.has(name) && !found.has(name)) found.set(name, file)
    }
  return wanted.flatMap(list => {
    const name = list.find(candidate => found.has(candidate))
    return name === undefined ? [] : [new Uint8Array(readFileSync(found.get(name)!))]
  })
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => join(folder, file))
  } catch {
    // A folder that may not be read has no fonts for us.
    return []
  }
}
