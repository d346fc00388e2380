import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Files of fonts that suit a figure, best first. */
const FILES = {
  regular: [
    'Arial.ttf',
    'arial.ttf',
    'LiberationSans-Regular.ttf',
    'NotoSans-Regular.ttf',
    'DejaVuSans.ttf',
    'segoeui.ttf',
    'Helvetica.ttc',
    'NimbusSans-Regular.otf',
  ],
  bold: [
    'Arial Bold.ttf',
    'arialbd.ttf',
    'LiberationSans-Bold.ttf',
    'NotoSans-Bold.ttf',
    'DejaVuSans-Bold.ttf',
    'segoeuib.ttf',
  ],
  chinese: [
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
  ],
} as const

export type FontKind = keyof typeof FILES

/** Where the systems keep fonts. */
export const FONT_FOLDERS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  join(homedir(), '.fonts'),
  join(homedir(), '.local/share/fonts'),
  '/System/Library/Fonts',
  '/Library/Fonts',
  join(homedir(), 'Library/Fonts'),
  join(process.env['WINDIR'] ?? 'C:\\Windows', 'Fonts'),
] as const

/**
 * The best font of each kind on this computer, in the order asked for; undefined where there is none.
 *
 * @param extension only files that end so, for programs that do not read all
 */
export function systemFonts(
  kinds: readonly FontKind[],
  { folders = FONT_FOLDERS, extension = '' }: { folders?: readonly string[]; extension?: string } = {},
): (Uint8Array | undefined)[] {
  const found = new Map<string, string>()
  for (const path of folders.flatMap(filesIn)) {
    const name = path.split(/[\\/]/).at(-1)!
    if (!found.has(name)) found.set(name, path)
  }
  return kinds.map(kind => {
    const name = FILES[kind].find(file => file.endsWith(extension) && found.has(file))
    return name === undefined ? undefined : new Uint8Array(readFileSync(found.get(name)!))
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
