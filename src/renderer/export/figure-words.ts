import { barTitle, titled } from '../../shared/figure/figure-titles.js'
import { type HoleWords } from '../../shared/figure/map-figure.js'
import { prettyOutput, prettySigned } from '../../shared/figure/names.js'
import { formatCount, formatNumber, withUnit } from '../../shared/figure/numbers.js'
import { type OutputInfo, type SweepView } from '../../shared/owner-contract.js'
import { type Picture } from '../map/picture.js'
import { say, text } from '../text/text.js'

export const holeWords = (): HoleWords => ({
  pending: text.legend.pending,
  failed: text.legend.failed,
  uncertified: text.legend.uncertified,
  oscillates: text.legend.oscillates,
  below: text.legend.below,
})

export const figureTitles = ({ x, y }: SweepView, output: OutputInfo, { scale }: Picture) => ({
  x: titled(x.parameter, x.unit),
  y: titled(y.parameter, y.unit),
  bar: barTitle(output, scale),
})

/** What stands under the figure in print. */
export function captionText(sweep: SweepView, output: OutputInfo, { scale, found }: Picture): string {
  const words = text.figureText
  const conditions = conditionsText(sweep)
  const { pending, failed, uncertified, oscillating } = found
  const below = scale.log ? found.unloggable : 0
  const holes = [
    pending > 0 && words.pending,
    failed > 0 && say(words.failed, { n: formatCount(failed) }),
    uncertified > 0 && say(words.uncertified, { n: formatCount(uncertified) }),
    oscillating > 0 && say(words.oscillates, { n: formatCount(oscillating) }),
    below > 0 && say(words.below, { n: formatCount(below) }),
  ].filter(sentence => sentence !== false)
  return say(words.caption, {
    output: scale.log ? prettySigned(output.name, scale.sign) : prettyOutput(output.name),
    model: sweep.mechanism.name,
    x: sweep.x.parameter,
    y: sweep.y.parameter,
    conditions: conditions === '' ? '' : say(words.at, { conditions }),
    scale: scale.log ? words.log : words.linear,
    holes: holes.join(' '),
  }).trim()
}

/** Temperature and pressures that are no axis, and all that was set to another value than the model's. */
export function conditionsText({ mechanism, setup, x, y }: SweepView): string {
  return mechanism.parameters
    .filter(({ name, expression, kind }) => {
      if (name === x.parameter || name === y.parameter || expression !== undefined) return false
      return kind === 'temperature' || kind === 'pressure' || name in setup.settings
    })
    .map(({ name, unit, value }) => {
      const given = setup.settings[name] ?? value
      return `${name} = ${withUnit(formatNumber(given, 6), unit)}`
    })
    .join(', ')
}
