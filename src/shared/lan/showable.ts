const MAX_TEXT = 64

/**
 * Text from another computer as it may be shown: bounded, and without control and direction characters, by
 * which it could rearrange the line it stands in.
 */
export const showable = (text: string, most = MAX_TEXT): string =>
  text
    .slice(0, 4 * most)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .slice(0, most)
    .trim()
