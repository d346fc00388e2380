/**
 * Letters of the standard fonts of PDF that text of ours has: Latin-1 and the dash that stands for a minus.
 */
const LETTERS = /^[\u0020-\u007e\u00a0-\u00ff\u2013]*$/

/** A minus sign is not among the letters; a dash is as wide. Thin spaces become spaces. */
export const toPdfLetters = (text: string): string =>
  text
    .replaceAll('\u2212', '\u2013')
    .replace(/[\u2009\u202f]/g, '\u00a0')
    .replaceAll('\n', ' ')

export const needsPicture = (text: string | null): boolean => !LETTERS.test(toPdfLetters(text ?? ''))
