import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { IsobarError } from '../../shared/errors.js'
import { canteraYaml } from '../../shared/export/cantera-yaml.js'
import { scipyScript } from '../../shared/export/scipy-script.js'
import { checkSettings, chooseStart, parseStartText } from '../../shared/model/build-plan.js'
import { requireModel } from '../../shared/model/parse-model.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'
import { readModelArgument } from '../model-argument.js'
import { defaultStart, settingsOf } from '../plan-options.js'

export const CONVERSIONS = ['python', 'cantera'] as const

export interface ConvertOptions {
  readonly to: (typeof CONVERSIONS)[number]
  readonly set: readonly string[]
  readonly start?: string
  /** [mol cm⁻²] */
  readonly siteDensity: number
  readonly output: string
}

/** Writes a model, under stated conditions, for another program. */
export function convertCommand(model: string, options: ConvertOptions, host: Host): ExitCode {
  const { mechanism } = requireModel(readModelArgument(model, host).text)
  const settings = checkSettings(mechanism, settingsOf(options.set), [])
  const stated = options.start === undefined ? defaultStart(mechanism) : parseStartText(options.start)
  const { start, startPressures } = chooseStart(mechanism, stated)
  const text =
    options.to === 'python'
      ? scipyScript({ mechanism, settings, start, ...(startPressures && { startPressures }) })
      : canteraYaml({ mechanism, settings, start, siteDensity: options.siteDensity })
  if (options.output === '-') host.terminal.out(text)
  else writeNew(resolve(host.cwd, options.output), options.output, text, host)
  return EXIT.solved
}

function writeNew(path: string, asked: string, text: string, host: Host): void {
  if (existsSync(path))
    throw new IsobarError('input/invalid', 'the file exists already', {
      field: '--output',
      value: asked,
      remedy: 'name a new file',
    })
  writeFileSync(path, text)
  host.terminal.err(`${path}\n`)
}
