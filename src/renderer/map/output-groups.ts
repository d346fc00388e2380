import { type OutputInfo } from '../../shared/owner-contract.js'
import { outputName } from '../text/output-name.js'
import { formatUnit } from '../../shared/figure/numbers.js'
import { type SelectOptions } from '../components/ui/select-options.js'
import { text } from '../text/text.js'

/** Long lists that few people look at; they stand behind what was asked for. */
const LAST = ['one-way rate', 'certificate']

/** Outputs for a select, under the names of their groups. */
export const outputGroups = (infos: readonly OutputInfo[]): SelectOptions =>
  [...new Set(infos.map(info => info.group))]
    .sort((a, b) => LAST.indexOf(a) - LAST.indexOf(b))
    .map(group => ({
      label: text.groups[group] ?? group,
      items: infos
        .filter(info => info.group === group)
        .map(({ name, unit }) => ({ value: name, label: outputName(name), hint: formatUnit(unit) })),
    }))
