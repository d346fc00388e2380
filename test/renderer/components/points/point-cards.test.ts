// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { type Component, createApp } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import CertificateCard from '../../../../src/renderer/components/points/CertificateCard.vue'
import ReactorGases from '../../../../src/renderer/components/points/ReactorGases.vue'
import { buildPlan } from '../../../../src/shared/model/build-plan.js'
import { type Plan } from '../../../../src/shared/plan.js'
import { STATUS } from '../../../../src/shared/record.js'
import { type PointReport } from '../../../../src/shared/worker-contract.js'
import { makePointReporter } from '../../../../src/worker/analysis/report-point.js'
import { compilePlan } from '../../../../src/worker/compile-plan.js'

let close: (() => void) | undefined
afterEach(() => close?.())

function shown(component: Component, props: Record<string, unknown>): HTMLElement {
  const app = createApp(component, props)
  const root = document.createElement('div')
  app.mount(root)
  close = () => app.unmount()
  return root
}

const read = (file: string): string => readFileSync(file, 'utf8')

function inspected(
  modelText: string,
  x: string,
  y: string,
  at: [number, number],
): { plan: Plan; report: PointReport } {
  const list = (parameter: string, value: number) => ({
    parameter,
    scale: 'list' as const,
    values: [value, 2 * value],
  })
  const axes = { x: list(x, at[0]), y: list(y, at[1]) }
  const plan = buildPlan({ modelText, ...axes, settings: {}, start: 'empty' })
  const report = makePointReporter(
    plan,
    compilePlan(plan, () => 0),
    () => 0,
  ).inspect(0, plan.solver)
  return { plan, report }
}

describe('the cards of a point', () => {
  it('show each gas of a tank: what is fed, what is left and how much was converted', () => {
    const { plan, report } = inspected(read('test/fixtures/models/tank.yaml'), 'pCO', 'flow', [0.12, 300])
    const root = shown(ReactorGases, { mechanism: plan.mechanism, report })
    const rows = [...root.querySelectorAll('tbody tr')].map(row =>
      [...row.children].map(cell => cell.textContent),
    )
    expect(rows.map(([gas, feed, , unit]) => [gas, feed, unit])).toEqual([
      ['CO', '0.12', 'bar'],
      ['O₂', '0.2', 'bar'],
      ['CO₂', '0', 'bar'],
    ])
    const inside = rows.map(([, , value]) => Number(value))
    expect(inside[0]! + inside[2]!).toBeCloseTo(0.12, 6)
    expect(rows[0]![4]).toMatch(/^9\d\.\d+ %$/)
    expect(rows[2]![4]).toBe('–')
  })

  it('say of a limit cycle that its numbers are means, and show no evidence', () => {
    const oscillator = read('resources/models/oscillating-co-oxidation.yaml')
    const { plan, report } = inspected(oscillator, 'k2', 'K', [1.046, 0.4])
    expect(report.status).toBe(STATUS.oscillates)
    expect(report.analysis).toBeUndefined()
    const root = shown(CertificateCard, { mechanism: plan.mechanism, report, stored: undefined })
    expect(root.querySelector('[data-testid=certificate-words]')!.textContent).toContain(
      'means over one period',
    )
    expect(root.querySelector('[data-testid=inspector-reason]')!.textContent).toMatch(/period of \d/)
    expect(root.querySelector('table')).toBeNull()
  })
})
