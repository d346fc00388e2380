import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseModel } from '../../shared/model/parse-model.js'
import type { ModelTemplate, Thumbnail } from '../../shared/sessions-contract.js'
import { imageSource } from '../session/thumbnail.js'
import { readSample, sampleIds } from './models.js'

/** Models to begin a new one with, as they ship beside the samples; the simplest first. */
export function modelTemplates(modelFolder: string): ModelTemplate[] {
  const folder = join(modelFolder, '../templates')
  if (!existsSync(folder)) return []
  const templates = sampleIds(folder).map(id => {
    const { text } = readSample(folder, id)
    const { mechanism } = parseModel(text)
    return { id, name: mechanism?.name ?? id, description: mechanism?.description ?? '', text }
  })
  return templates.sort((a, b) => a.text.length - b.text.length)
}

/** The picture that ships with a sample, see scripts/sample-pictures.mjs. */
export function samplePicture(modelFolder: string, sample: string): Thumbnail | null {
  if (!sampleIds(modelFolder).includes(sample)) return null
  const path = join(modelFolder, `${sample}.png`)
  if (!existsSync(path)) return null
  const png = readFileSync(path)
  // Width and height stand big-endian in the first chunk of a PNG.
  return { src: imageSource(png), width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}
