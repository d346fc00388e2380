import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ModelFile, readModelFile, readSample, sampleIds } from '../node/desk/models.js'
import type { Host } from './host.js'

/** MODEL is a file, or else the name of a sample; a file of that name wins. */
export function readModelArgument(argument: string, host: Host): ModelFile {
  const path = resolve(host.cwd, argument)
  if (!existsSync(path) && sampleIds(host.modelFolder).includes(argument))
    return readSample(host.modelFolder, argument)
  return { ...readModelFile(path), label: argument }
}
