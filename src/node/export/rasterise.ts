import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type * as ResvgModule from '@resvg/resvg-wasm'
import { type DrawnFigure } from '../../shared/figure/figure-svg.js'
import { withPngFacts } from '../../shared/figure/png-text.js'

let ready: Promise<typeof ResvgModule> | undefined

/** Loaded at the first picture: two megabytes that no other command needs. */
function loadRenderer(): Promise<typeof ResvgModule> {
  ready ??= (async () => {
    const resvg = await import('@resvg/resvg-wasm')
    const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
    await resvg.initWasm(readFileSync(wasm))
    return resvg
  })()
  return ready
}

/**
 * A figure as PNG, without a browser.
 *
 * @param fonts what text is set in; without any there is none in the picture
 */
export async function figurePng(
  { svg, width }: DrawnFigure,
  dpi: number,
  fonts: readonly Uint8Array[],
  description: string,
): Promise<Uint8Array> {
  const { Resvg } = await loadRenderer()
  const renderer = new Resvg(svg, {
    fitTo: { mode: 'width', value: Math.round((width / 25.4) * dpi) },
    font: { fontBuffers: [...fonts] },
    // Cells have sharp borders.
    imageRendering: 1,
  })
  try {
    const image = renderer.render()
    const png = image.asPng()
    image.free()
    return withPngFacts(png, dpi, { Software: 'Isobar', Description: description })
  } finally {
    renderer.free()
  }
}
