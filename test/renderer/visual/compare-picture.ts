import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { decode, encode } from 'fast-png'

const ROOT = resolve(import.meta.dirname, '../../..')
const BASELINES = join(ROOT, 'test/fixtures/visual')
const RESULTS = join(ROOT, 'test-results/visual')
const RENEW = process.env['ISOBAR_RENEW_PICTURES'] === '1'

/** Wide enough for every line and mark [px]. */
const WIDTH = 640
/** A step of one channel that the rounding of an edge may make. */
const UNSEEN = 40
/** Share of pixels that may differ all the same. */
const TOLERATED = 0.0005

await initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')))

/**
 * Share of pixels that differ from the kept picture of this name, beyond what nobody sees. Drawn without letters,
 * because every machine has other fonts; what is written is for tests on text. Where too many differ, the picture
 * and the difference are left in test-results/visual.
 */
export function differenceFrom(name: string, svg: string): number {
  const png = render(svg)
  const path = join(BASELINES, `${name}.png`)
  if (RENEW) {
    mkdirSync(BASELINES, { recursive: true })
    writeFileSync(path, png)
    return 0
  }
  if (!existsSync(path)) throw new Error(`there is no ${path}: npm run pictures makes it`)
  const [kept, drawn] = [decode(readFileSync(path)), decode(png)]
  const { share, difference } = differing(kept, drawn)
  if (share > TOLERATED) {
    mkdirSync(RESULTS, { recursive: true })
    writeFileSync(join(RESULTS, `${name}-actual.png`), png)
    if (difference) writeFileSync(join(RESULTS, `${name}-difference.png`), difference)
  }
  return share > TOLERATED ? share : 0
}

function render(svg: string): Uint8Array {
  const renderer = new Resvg(svg, { fitTo: { mode: 'width', value: WIDTH }, background: '#ffffff' })
  const image = renderer.render()
  const png = image.asPng()
  image.free()
  renderer.free()
  return png
}

type Pixels = Pick<ReturnType<typeof decode>, 'width' | 'height' | 'data' | 'channels'>

/** The pixels that differ, in red on white; none where even the sizes differ. */
function differing(kept: Pixels, drawn: Pixels): { share: number; difference?: Uint8Array } {
  const { width, height } = kept
  if (drawn.width !== width || drawn.height !== height || drawn.channels !== kept.channels)
    return { share: 1 }
  const red = new Uint8Array(3 * width * height).fill(255)
  let count = 0
  for (let k = 0; k < width * height; k++) {
    const step = (c: number): number =>
      Math.abs(kept.data[k * kept.channels + c]! - drawn.data[k * kept.channels + c]!)
    if (Math.max(step(0), step(1), step(2)) <= UNSEEN) continue
    red.set([200, 0, 0], 3 * k)
    count++
  }
  const difference = encode({ width, height, channels: 3, data: red })
  return { share: count / (width * height), difference }
}
