export const withUnit = (name: string, unit: string): string => `${name} [${unit}]`

/** A field as RFC 4180 has it. */
export const field = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
