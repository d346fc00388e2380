import { describe, expect, it } from 'vitest'
import { type Executor, type Farm, type FarmListener } from '../../../src/core/ports.js'
import { combineFarms } from '../../../src/node/lan/combine-farms.js'
import { tinyPlan } from '../desk/tiny-plan.js'

/** A farm by hand, and what it was asked. */
function farmByHand() {
  const asked: unknown[] = []
  let listener: FarmListener
  let close = (): void => {}
  const farm: Farm = {
    open: (_plan, _id, to) => {
      listener = to
      return {
        resize: workers => void asked.push(workers),
        close: () => new Promise<void>(resolve => (close = resolve)),
      }
    },
  }
  return {
    farm,
    asked,
    tell: () => listener,
    join: (id: string) => listener.joined({ id } as Executor),
    finishClosing: () => close(),
  }
}

function combined() {
  const [local, lan] = [farmByHand(), farmByHand()]
  let coming = false
  const told: string[] = []
  const handle = combineFarms([{ farm: local.farm }, { farm: lan.farm, coming: () => coming }]).open(
    tinyPlan(2, 2),
    'plan',
    {
      joined: ({ id }) => told.push(`joined ${id}`),
      left: id => told.push(`left ${id}`),
      incident: (_, message) => told.push(message),
      exhausted: error => told.push(`exhausted ${String(error)}`),
    },
  )
  return { local, lan, told, handle, expectHelpers: (is: boolean) => (coming = is) }
}

describe('several farms as one', () => {
  it('pass on who comes and goes', () => {
    const { local, lan, told } = combined()
    local.join('here/1')
    lan.join('there/1')
    lan.tell().left('there/1', 'in use')
    expect(told).toEqual(['joined here/1', 'joined there/1', 'left there/1'])
  })

  it('give up together: not while another farm computes', () => {
    const { local, lan, told } = combined()
    lan.join('there/1')
    local.tell().exhausted('no luck')
    expect(told).toEqual(['joined there/1'])
    lan.tell().left('there/1', undefined)
    expect(told.at(-1)).toBe('exhausted no luck')
  })

  it('give up together: not while a helper may yet bring executors', () => {
    const { local, lan, told, expectHelpers } = combined()
    expectHelpers(true)
    local.tell().exhausted('no luck')
    expect(told).toEqual([])
    expectHelpers(false)
    lan.tell().incident('there', 'lost there')
    expect(told).toEqual(['lost there', 'exhausted no luck'])
  })

  it('give up once, and start afresh when resized', () => {
    const { local, lan, told, handle } = combined()
    local.tell().exhausted('no luck')
    lan.tell().incident('there', 'by the way')
    handle.resize(0)
    handle.resize(2)
    lan.join('there/1')
    lan.tell().left('there/1', undefined)
    expect(told.filter(words => words.startsWith('exhausted'))).toHaveLength(1)
    expect(local.asked).toEqual([0, 2])
  })

  it('are closed when each is closed', async () => {
    const { local, lan, handle } = combined()
    let closed = false
    const closing = handle.close().then(() => (closed = true))
    local.finishClosing()
    await Promise.resolve()
    expect(closed).toBe(false)
    lan.finishClosing()
    await closing
    expect(closed).toBe(true)
  })
})
