import { IsobarError } from '../errors.js'
import type { Mechanism } from '../mechanism.js'
import { boundsOf, impossible } from './bounds.js'
import { readMasses } from './composition.js'
import { readConstants } from './constants.js'
import { readInteractions } from './coverage-effects.js'
import { type Cell, type Door, hasErrors, report } from './door.js'
import { ATOMIC_MASSES } from './elements.js'
import { finishParameters, warnUnused } from './finish-parameters.js'
import { describeFinding, type Finding } from './finding.js'
import { readGases } from './gases.js'
import { MODEL_KEYS } from './keys.js'
import { readMapDefaults } from './map-defaults.js'
import { type Draft, parameterAt, readParameters, type Registry } from './parameters.js'
import { literalOf, mustBePositive } from './quantity.js'
import { readReactor } from './reactor.js'
import { numberOf, recordOf, textOf } from './reader.js'
import { readSpecies } from './species.js'
import { readStarts } from './starts.js'
import { readStepDrafts } from './step-drafts.js'
import { readSteps } from './steps.js'
import { readSites } from './surface.js'
import { usedParameters } from './usage.js'
import { readYaml } from './yaml-source.js'

const FORMAT_VERSION = 1
/** p⁰ [Pa] where the model names none: 1 bar. */
const STANDARD_PRESSURE = 1e5

export interface ParsedModel {
  readonly mechanism: Mechanism | undefined
  readonly findings: Finding[]
}

/** With every parameter that could be read and its place in the text, also where the text has errors. */
export interface LocatedModel extends ParsedModel {
  readonly drafts: readonly Draft[]
  readonly door: Door
  /** Undefined where the text is no YAML that may be read. */
  readonly root: Cell | undefined
}

/**
 * The door for models: YAML text in, strict mechanism out. Bad text never throws; the mechanism is
 * undefined exactly when a finding has severity `error`. Format: docs/models.md.
 */
export function parseModel(text: string): ParsedModel {
  const { mechanism, findings } = locateModel(text)
  return { mechanism, findings }
}

/** The same for an editor, which also asks where things stand. */
export function locateModel(text: string): LocatedModel {
  const { door, root } = readYaml(text)
  const registry: Registry = { drafts: [], indexOf: new Map(), broken: new Set() }
  const mechanism = root && readModel(door, registry, root)
  return {
    mechanism: hasErrors(door.findings) ? undefined : mechanism,
    findings: door.findings,
    drafts: registry.drafts,
    door,
    root,
  }
}

/** The same for callers that cannot go on without a mechanism; throws `model/invalid` with all findings. */
export function requireModel(text: string): { mechanism: Mechanism; findings: Finding[] } {
  const { mechanism, findings } = parseModel(text)
  if (mechanism) return { mechanism, findings }
  const errors = findings.filter(finding => finding.severity === 'error')
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  throw new IsobarError('model/invalid', `${describeFinding(errors[0]!)}${more}`, { findings })
}

function readModel(door: Door, registry: Registry, root: Cell): Mechanism | undefined {
  const record = recordOf(door, root, MODEL_KEYS, ['isobar', 'name', 'gases', 'steps'])
  if (!record) return undefined
  if (record.isobar && !checkVersion(door, record.isobar)) return undefined
  const header = {
    name: (record.name && textOf(door, record.name, 200)) ?? '',
    description: (record.description && textOf(door, record.description)) ?? '',
    source: (record.source && textOf(door, record.source)) ?? '',
  }
  const { amu, ...constants } = readConstants(door, record.constants)
  const masses = readMasses(door, ATOMIC_MASSES, amu, record.atomic_masses)
  const referencePressure = readReferencePressure(door, record.reference_pressure)
  readParameters(door, registry, record.parameters)
  const temperature = readTemperature(door, registry, root, record.temperature)
  const gases = readGases(door, registry, masses, record.gases)
  const sites = readSites(door, record.sites)
  const drafts = record.steps ? readStepDrafts(door, record.steps) : []
  const table = readSpecies(door, registry, masses, gases, sites, drafts, record)
  const steps = readSteps(door, registry, table, drafts)
  const interactions = readInteractions(door, registry, table.surface, record.interactions)
  const reactor = record.reactor && readReactor(door, registry, record.reactor)
  const parameters = finishParameters(door, registry)
  const target = { surface: table.surface, sites, gases: reactor ? gases : [] }
  const starts = readStarts(door, target, record.starts, record.start)
  // What follows needs a mechanism that hangs together.
  if (hasErrors(door.findings) || temperature === undefined || !parameters) return undefined

  const mechanism: Mechanism = {
    ...header,
    constants,
    referencePressure,
    parameters,
    temperature,
    gases,
    surface: table.surface,
    sites,
    steps,
    ...(interactions.length > 0 && { interactions }),
    ...(reactor && { reactor }),
    ...starts,
    defaults: { x: undefined, y: undefined, output: '' },
  }
  refuseImpossibleValues(door, registry, mechanism)
  if (hasErrors(door.findings)) return undefined
  warnUnused(door, registry, usedParameters(mechanism))
  return { ...mechanism, defaults: readMapDefaults(door, mechanism, record.map) }
}

function checkVersion(door: Door, cell: Cell): boolean {
  const version = numberOf(door, cell)
  if (version === FORMAT_VERSION) return true
  if (version !== undefined)
    report(door, cell, {
      rule: 'unknown-version',
      message: `This Isobar reads format ${FORMAT_VERSION}, not ${version}.`,
      remedy: version > FORMAT_VERSION ? 'Update Isobar.' : `Write "isobar: ${FORMAT_VERSION}".`,
    })
  return false
}

function readReferencePressure(door: Door, cell: Cell | undefined): number {
  const pressure = cell && literalOf(door, cell, 'Pa')
  if (pressure !== undefined && pressure <= 0) mustBePositive(door, cell!)
  return pressure ?? STANDARD_PRESSURE
}

/** The parameter that `temperature` names, or the one called T. */
function readTemperature(
  door: Door,
  registry: Registry,
  root: Cell,
  cell: Cell | undefined,
): number | undefined {
  if (cell) return parameterAt(door, registry, cell, 'K', 'T')
  const index = registry.indexOf.get('T')
  if (index === undefined) {
    if (registry.broken.has('T')) return undefined
    return report(door, root, {
      rule: 'missing-parameter',
      value: '',
      message: 'The model has no temperature.',
      remedy: 'Add "T: 500 K" under "parameters".',
    })
  }
  const draft = registry.drafts[index]!
  if (draft.scale.dimension === 'K') return index
  return report(door, draft.cell, {
    rule: draft.scale.dimension === '1' ? 'missing-unit' : 'wrong-unit',
    message: 'T is the temperature, but its unit is not one of temperature.',
    remedy: 'Write for example "T: 500 K", or name another parameter with "temperature: …".',
  })
}

function refuseImpossibleValues(door: Door, registry: Registry, mechanism: Mechanism): void {
  for (const [index, bound] of boundsOf(mechanism)) {
    const parameter = mechanism.parameters[index]!
    const trouble = impossible(parameter, bound, parameter.value)
    if (trouble)
      report(door, registry.drafts[index]!.cell, {
        rule: 'impossible-value',
        message: trouble.problem,
        remedy: trouble.remedy,
      })
  }
}
