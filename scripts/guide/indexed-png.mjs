import { crc32, deflateSync } from 'node:zlib'

/** Entries of a palette; an index is one byte. */
const MOST = 256
/** Rare colours count for more than their area: the edges of letters are few pixels and much looked at. */
const weightOf = count => Math.sqrt(count)

/**
 * A picture of at most 256 colours, which for a window of flat surfaces looks the same at a third of the size.
 *
 * @param rgba the pixels, shape (height, width, 4), opaque
 */
export function indexedPng(rgba, width, height) {
  const counts = new Map()
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = (rgba[at] << 16) | (rgba[at + 1] << 8) | rgba[at + 2]
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const { palette, indexOf } = reduce(counts)
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4)
      rows[y * (width + 1) + 1 + x] = indexOf.get((rgba[at] << 16) | (rgba[at + 1] << 8) | rgba[at + 2])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Median cut: the box of colours that scatters most is halved until there is a box per entry of the palette. */
function reduce(counts) {
  const colours = [...counts].map(([colour, count]) => ({
    colour,
    weight: weightOf(count),
    rgb: [colour >> 16, (colour >> 8) & 255, colour & 255],
  }))
  const boxes = [measure(colours)]
  while (boxes.length < MOST) {
    const k = boxes.reduce((best, box, i) => (box.scatter > boxes[best].scatter ? i : best), 0)
    if (boxes[k].scatter === 0) break
    boxes.push(...halve(boxes.splice(k, 1)[0]).map(measure))
  }
  const indexOf = new Map(boxes.flatMap((box, k) => box.colours.map(({ colour }) => [colour, k])))
  return { palette: boxes.map(box => box.mean.map(Math.round)), indexOf }
}

function measure(colours) {
  const weight = colours.reduce((sum, { weight }) => sum + weight, 0)
  const mean = [0, 1, 2].map(k => colours.reduce((sum, { weight, rgb }) => sum + weight * rgb[k], 0) / weight)
  const along = mean.map((middle, k) =>
    colours.reduce((sum, { weight, rgb }) => sum + weight * (rgb[k] - middle) ** 2, 0),
  )
  const widest = along.indexOf(Math.max(...along))
  return { colours, mean, widest, scatter: colours.length > 1 ? Math.max(...along) : 0 }
}

function halve({ colours, mean, widest }) {
  const low = colours.filter(({ rgb }) => rgb[widest] <= mean[widest])
  return [low, colours.filter(({ rgb }) => rgb[widest] > mean[widest])]
}

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
