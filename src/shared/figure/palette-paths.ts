/** A colour in OKLCh: lightness [0, 1], chroma, hue [degrees]. */
type Lch = readonly [lightness: number, chroma: number, hue: number]

const ENTRIES = 256
/** Steps along the path that is then cut into pieces of equal colour difference. */
const FINE = 4096

/**
 * Perceptually uniform palettes along a smooth path through OKLab: neighbouring entries are all equally far
 * apart. `rrggbb` per entry, 256 entries.
 *
 * Source: OKLab, B. Ottosson 2020 (https://bottosson.github.io/posts/oklab, public domain). The paths are
 * our own; the order of hues of `dune` follows the idea of batlow (F. Crameri 2018,
 * doi:10.5281/zenodo.1243862), none of its numbers are used.
 */
export function paletteAlong(path: readonly Lch[]): string {
  const anchors = path.map(([l, c, h]) => {
    const angle = (h * Math.PI) / 180
    return [l, c * Math.cos(angle), c * Math.sin(angle)]
  })
  const fine = Array.from({ length: FINE + 1 }, (_, k) => splineAt(anchors, k / FINE))
  const lengths = new Float64Array(FINE + 1)
  for (let k = 1; k <= FINE; k++)
    lengths[k] = lengths[k - 1]! + Math.hypot(...fine[k]!.map((component, c) => component - fine[k - 1]![c]!))
  let hex = ''
  for (let i = 0, k = 0; i < ENTRIES; i++) {
    const wanted = (i / (ENTRIES - 1)) * lengths[FINE]!
    while (k < FINE && lengths[k]! < wanted) k++
    hex += hexOf(fine[k]!)
  }
  return hex
}

/** Catmull–Rom through the anchors, which are equidistant in the parameter; t in [0, 1]. */
function splineAt(anchors: readonly (readonly number[])[], t: number): number[] {
  const last = anchors.length - 1
  const i = Math.min(last - 1, Math.floor(t * last))
  const u = t * last - i
  const [p0, p1, p2, p3] = [i - 1, i, i + 1, i + 2].map(k => anchors[Math.min(last, Math.max(0, k))]!)
  return p1!.map((b, c) => {
    const [a, d, e] = [p0![c]!, p2![c]!, p3![c]!]
    return b + 0.5 * u * (d - a + u * (2 * a - 5 * b + 4 * d - e + u * (3 * (b - d) + e - a)))
  })
}

/** OKLab → sRGB; what lies outside the gamut is clipped. */
function hexOf([L, a, b]: readonly number[]): string {
  const l = (L! + 0.3963377774 * a! + 0.2158037573 * b!) ** 3
  const m = (L! - 0.1055613458 * a! - 0.0638541728 * b!) ** 3
  const s = (L! - 0.0894841775 * a! - 1.291485548 * b!) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
    .map(linear => {
      const encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055
      return Math.round(255 * Math.min(1, Math.max(0, encoded)))
        .toString(16)
        .padStart(2, '0')
    })
    .join('')
}
