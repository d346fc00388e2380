import { describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { type SweepView } from '../../../src/shared/owner-contract.js'
import { useLineCuts } from '../../../src/renderer/composables/useLineCuts.js'
import { type UseCursor } from '../../../src/renderer/composables/useCursor.js'
import { type UseMap } from '../../../src/renderer/composables/useMap.js'
import { type UseOwner } from '../../../src/renderer/composables/useOwner.js'
import { withScope } from '../support/with-scope.js'

const values: Readonly<Record<string, number>> = { 'tof(CO2)': 5, 'tof(CO2):down': 1, hysteresis: 0.9 }
type Cut = { output: string; alongX: Float64Array; alongY: Float64Array }
const cutOf = (output: string): Cut => ({
  output,
  alongX: new Float64Array(3).fill(values[output]!),
  alongY: new Float64Array(2).fill(values[output]!),
})

/** A map of 3 × 2 points, all solved, whose outputs have one value each. */
function scene(shown: string, hysteresis: 'x' | 'y' | undefined) {
  const asked: string[][] = []
  const owner = {
    cuts: async ({ outputs }: { outputs: readonly string[] }) => {
      asked.push([...outputs])
      return outputs.map(cutOf)
    },
  } as unknown as UseOwner['owner']
  const sweep = shallowRef({
    mechanism: { analysis: hysteresis && { hysteresis } },
    outputs: Object.keys(values).map(name => ({
      name,
      unit: '1',
      group: name.includes(':') ? 'hysteresis' : 'tof',
    })),
  } as unknown as SweepView)
  const map = {
    output: shallowRef(shown),
    outputInfo: shallowRef({ name: shown, unit: '1', group: 'tof' }),
    picture: shallowRef({
      raster: {
        nx: 3,
        ny: 2,
        values: new Float64Array(6).fill(values[shown]!),
        status: new Uint8Array(6).fill(1),
      },
      scale: { log: true, sign: 1 },
      found: {},
    }),
  } as unknown as UseMap
  const cursor = { cell: shallowRef({ i: 1, j: 0 }), point: shallowRef(1) } as unknown as UseCursor
  const { result: cuts, scope } = withScope(() => useLineCuts({ owner }, { sweep }, map, cursor))
  return { cuts, asked, stop: () => scope.stop() }
}

const waysOf = (series: readonly { output: string; way?: 'up' | 'down' }[]): unknown[] =>
  series.map(({ output, way }) => [output, way])

describe('line cuts', () => {
  it('draw the way down beside the way up along the swept axis, and only along that', async () => {
    const { cuts, stop } = scene('tof(CO2)', 'x')
    await expect.poll(() => cuts.alongX.value.length).toBe(2)
    expect(waysOf(cuts.alongX.value)).toEqual([
      ['tof(CO2)', 'up'],
      ['tof(CO2):down', 'down'],
    ])
    expect(waysOf(cuts.alongY.value)).toEqual([['tof(CO2)', undefined]])
    expect([...cuts.apart.value!]).toEqual([0.9, 0.9, 0.9])
    stop()
  })

  it('have the way up for company where the map shows the way down', async () => {
    const { cuts, stop } = scene('tof(CO2):down', 'y')
    await expect.poll(() => cuts.alongY.value.length).toBe(2)
    expect(waysOf(cuts.alongY.value)).toEqual([
      ['tof(CO2):down', 'down'],
      ['tof(CO2)', 'up'],
    ])
    stop()
  })

  it('ask for nothing more on a map that was not swept', () => {
    const { cuts, asked, stop } = scene('tof(CO2)', undefined)
    expect(waysOf(cuts.alongX.value)).toEqual([['tof(CO2)', undefined]])
    expect([asked, cuts.apart.value]).toEqual([[], undefined])
    stop()
  })
})
