import { prettySigned } from './names.js'
import { formatUnit } from './numbers.js'
import { type ShadeScale } from './raster.js'

/** `pCO (atm)`; without brackets where there is no unit. */
export const titled = (name: string, unit: string): string =>
  formatUnit(unit) ? `${name} (${formatUnit(unit)})` : name

/** What the colour bar measures; a logarithmic bar of a net consumption shows it positive. */
export const barTitle = (
  { name, unit }: { readonly name: string; readonly unit: string },
  { log, sign }: ShadeScale,
): string => titled(prettySigned(name, log ? sign : 1), unit)
