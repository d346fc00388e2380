/** Enough of a fingerprint to tell two apart; the whole one belongs beside it, on request. */
export const briefFingerprint = (hex: string): string =>
  hex.length > 17 ? `${hex.slice(0, 8)}…${hex.slice(-8)}` : hex

/** In groups of four, as people read it out to each other. */
export const groupedFingerprint = (hex: string): string => (hex.match(/.{1,4}/g) ?? []).join(' ')
