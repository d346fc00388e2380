import { type FigureFormat } from '../../shared/export-contract.js'

/** How files of each format begin. */
const SIGNATURES: Readonly<Record<FigureFormat, string>> = {
  png: '\x89PNG\r\n\x1a\n',
  svg: '<svg ',
  pdf: '%PDF-',
}

export function startsAs(format: FigureFormat, bytes: Uint8Array): boolean {
  const signature = SIGNATURES[format]
  return [...signature].every((character, i) => bytes[i] === character.charCodeAt(0))
}
