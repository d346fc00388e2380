import { type jsPDF } from 'jspdf'
import { toBase64 } from '../../shared/figure/base64.js'

export interface PdfFonts {
  readonly regular: Uint8Array | null
  readonly bold: Uint8Array | null
}

export type PdfWeight = 'normal' | 'bold'

/** The font of the letters of one PDF. */
export interface PdfFont {
  readonly family: string
  /** Text with the letters that the font has instead of those it lacks, where there is such a letter. */
  readonly spelt: (text: string) => string
  /** Whether the font has all letters of a spelt text. */
  readonly covers: (text: string) => boolean
  /** [sizes of the font] */
  readonly width: (text: string, weight: PdfWeight) => number
}

const EMBEDDED = 'Figure'
/** Helvetica as every reader of PDF has it: Latin-1, and the dash that stands for a minus. */
const LATIN = /^[\u0020-\u007e\u00a0-\u00ff\u2013]*$/

/**
 * The font of the owner's computer, of which the letters that are used go into the file, as journals ask
 * for; without one, Helvetica by name.
 */
export function pdfFont(document: jsPDF, { regular, bold }: PdfFonts): PdfFont {
  const embedded = regular !== null && embed(document, regular, bold ?? regular)
  const family = embedded ? EMBEDDED : 'helvetica'
  return {
    family,
    spelt: text => (embedded ? spaced(text) : spaced(text).replaceAll('\u2212', '\u2013')),
    covers: embedded ? text => hasGlyphs(document, text) : text => LATIN.test(text),
    width: (text, weight) => {
      document.setFont(family, weight)
      return document.getStringUnitWidth(text)
    },
  }
}

function embed(document: jsPDF, regular: Uint8Array, bold: Uint8Array): boolean {
  try {
    for (const [weight, bytes] of [
      ['normal', regular],
      ['bold', bold],
    ] as const) {
      document.addFileToVFS(`${weight}.ttf`, toBase64(bytes))
      document.addFont(`${weight}.ttf`, EMBEDDED, weight)
      document.setFont(EMBEDDED, weight)
      if (!document.getFont().metadata?.cmap) return false
    }
    return true
  } catch {
    // A font with tables that jsPDF does not know.
    return false
  }
}

/** Narrow spaces are in few fonts, and a space of any width looks right. */
const spaced = (text: string): string => text.replace(/[\u2009\u202f]/g, '\u00a0').replaceAll('\n', ' ')

interface GlyphTable {
  readonly cmap?: { readonly unicode?: { readonly codeMap?: Readonly<Record<number, number>> } }
}

function hasGlyphs(document: jsPDF, text: string): boolean {
  document.setFont(EMBEDDED, 'normal')
  const { cmap } = document.getFont().metadata as GlyphTable
  const glyphs = cmap?.unicode?.codeMap ?? {}
  return [...text].every(letter => (glyphs[letter.codePointAt(0)!] ?? 0) !== 0)
}
