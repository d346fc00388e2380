import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { IsobarError } from '../../shared/errors.js'
import { importModel, isForeignModel } from '../../shared/import/import-model.js'
import { refuse } from './door.js'

export const MODEL_EXTENSIONS = ['.yaml', '.yml']
/** A model is text that people write; what is larger is another kind of file. */
const MAX_MODEL_BYTES = 10_000_000

export interface ModelFile {
  /** As people know it: the path, or the name of the sample. */
  readonly label: string
  /** File name without extension; what a session is named after. */
  readonly stem: string
  readonly text: string
  /** What was decided where the model of another program was imported. */
  readonly notes?: readonly string[]
}

/** Samples that ship with Isobar, by name: `co-oxidation-pt100`. */
export function sampleIds(modelFolder: string): string[] {
  return readdirSync(modelFolder)
    .filter(name => MODEL_EXTENSIONS.includes(extname(name)))
    .map(stemOf)
    .sort()
}

/** Reads a sample; a name that is none of them is refused, so no path can hide in it. */
export function readSample(modelFolder: string, id: string): ModelFile {
  const file = readdirSync(modelFolder).find(
    name => stemOf(name) === id && MODEL_EXTENSIONS.includes(extname(name)),
  )
  if (file === undefined)
    refuse('sample', id, 'there is no such sample', `choose one of ${sampleIds(modelFolder).join(', ')}`)
  return { ...readModelFile(join(modelFolder, file)), label: id }
}

/** A model file, or a model of another program, which is imported. */
export function readModelFile(path: string): ModelFile {
  const text = decode(path, readBytes(path))
  const file = { label: path, stem: stemOf(path) }
  if (!isForeignModel(text)) return { ...file, text }
  return { ...file, ...importModel(text, basename(path), name => readBeside(path, name)) }
}

/** A file that a model names: in its own folder, and nowhere else. */
function readBeside(path: string, name: string): string {
  if (basename(name) !== name)
    refuse('input_file', name, 'only a file in the folder of the model is read', 'put the two side by side')
  const beside = join(dirname(path), name)
  return decode(beside, readBytes(beside))
}

function readBytes(path: string): Buffer {
  const remedy = 'name a readable model file or a sample'
  try {
    const { size } = statSync(path)
    if (size > MAX_MODEL_BYTES)
      refuse('model', path, `the file is ${Math.round(size / 1e6)} MB large, which is not a model`, remedy)
    return readFileSync(path)
  } catch (thrown) {
    if (thrown instanceof IsobarError) throw thrown
    refuse('model', path, `the file cannot be read: ${(thrown as Error).message}`, remedy)
  }
}

/** UTF-8 with or without a byte-order mark, and UTF-16 with one, as Windows editors save it. */
function decode(path: string, bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    refuse('model', path, 'the file is not text', 'save the model as UTF-8 text')
  }
}

const stemOf = (path: string): string => basename(path, extname(path))
