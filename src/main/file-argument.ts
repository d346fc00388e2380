import { resolve } from 'node:path'

/**
 * The file a person asked to open on the command line or by a double click, if any. Chromium adds flags and
 * changes the order of the arguments of a second instance, so the file is known by its ending alone.
 */
export function fileArgument(argv: readonly string[], workingDirectory: string): string | undefined {
  const file = argv.slice(1).find(argument => /^[^-].*\.(isobar|ya?ml)$/i.test(argument))
  return file && resolve(workingDirectory, file)
}
