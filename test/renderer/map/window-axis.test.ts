import { describe, expect, it } from 'vitest'
import { axisOfWindow } from '../../../src/renderer/map/window-axis.js'
import { type Axis } from '../../../src/shared/plan.js'

const axis = (values: readonly number[], scale: Axis['scale'] = 'linear'): Axis => ({
  parameter: 'T',
  unit: 'K',
  scale,
  values,
})

describe('the axis of a window of a map', () => {
  it('has the limits in view with few digits, and as many points as the whole', () => {
    const window = { low: 412.34567, high: 431.98765 }
    expect(axisOfWindow(axis([300, 400, 500, 600]), window, false)).toEqual({
      parameter: 'T',
      scale: 'linear',
      from: 412.3,
      to: 432,
      count: 4,
    })
  })

  it('keeps decades apart on a logarithmic axis', () => {
    const request = axisOfWindow(axis([1e-9, 1e-5, 1e-1], 'log'), { low: -6.5, high: -5.5 }, true)
    expect(request).toMatchObject({ scale: 'log', from: 3.16e-7, to: 3.16e-6 })
  })

  it('goes no further than the outermost points, and runs the way the map runs', () => {
    const request = axisOfWindow(axis([1, 0.5, 0]), { low: -0.25, high: 0.4 }, false)
    expect(request).toMatchObject({ from: 0.4, to: 0 })
  })

  it('makes a range of a list, on the scale it is drawn on', () => {
    const request = axisOfWindow(axis([1, 10, 1000], 'list'), { low: 0.5, high: 2 }, true)
    expect(request).toMatchObject({ scale: 'log', count: 3 })
  })
})
