import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { convertIndexedToRgb, decode } from 'fast-png'
import { indexedPng } from './indexed-png.mjs'

/** Larger ones make a repository heavy and a page slow. */
const MOST_BYTES = 200_000
/** Letters of another machine differ by less than this, another picture by more [share of pixels]. */
const SAME = 0.002
/** A step of one channel that nobody sees. */
const UNSEEN = 24

/**
 * Keeps a screenshot as an indexed PNG, unless the picture that is there already looks the same: times and rates
 * differ from run to run, and a picture for each of them would fill the repository.
 *
 * @returns what was done with it: 'new', 'changed' or 'same'
 */
export async function keepPicture(path, screenshot) {
  const { data, width, height, channels } = decode(screenshot)
  const rgba = channels === 4 ? data : withAlpha(data)
  const former = existsSync(path) ? readPixels(await readFile(path)) : undefined
  if (former && former.width === width && former.height === height && differing(former.rgb, rgba) < SAME)
    return 'same'
  const png = indexedPng(rgba, width, height)
  if (png.length > MOST_BYTES)
    throw new Error(`${path} would have ${png.length} bytes, more than ${MOST_BYTES}`)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, png)
  return former ? 'changed' : 'new'
}

function readPixels(png) {
  const decoded = decode(png)
  return { width: decoded.width, height: decoded.height, rgb: convertIndexedToRgb(decoded) }
}

function withAlpha(rgb) {
  const rgba = new Uint8Array((rgb.length / 3) * 4).fill(255)
  for (let k = 0; k < rgb.length / 3; k++) rgba.set(rgb.subarray(3 * k, 3 * k + 3), 4 * k)
  return rgba
}

function differing(rgb, rgba) {
  const pixels = rgba.length / 4
  let count = 0
  for (let k = 0; k < pixels; k++)
    if ([0, 1, 2].some(c => Math.abs(rgb[3 * k + c] - rgba[4 * k + c]) > UNSEEN)) count++
  return count / pixels
}
