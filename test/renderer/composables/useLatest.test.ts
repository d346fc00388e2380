import { describe, expect, it } from 'vitest'
import { useLatest } from '../../../src/renderer/composables/useLatest.js'
import { withScope } from '../support/with-scope.js'

describe('useLatest', () => {
  it('keeps one question open and then asks only the newest wish', async () => {
    const asked: number[] = []
    const answers: ((value: string) => void)[] = []
    const { result: latest } = withScope(() =>
      useLatest((question: number) => {
        asked.push(question)
        return new Promise<string>(resolve => answers.push(resolve))
      }),
    )
    for (const question of [1, 2, 3]) latest.request(question)
    expect(asked).toEqual([1])
    answers[0]!('one')
    await expect.poll(() => asked).toEqual([1, 3])
    answers[1]!('three')
    await expect.poll(() => latest.answer.value).toBe('three')
  })

  it('forgets the answer when a question fails, and goes on', async () => {
    let fail = true
    const { result: latest } = withScope(() =>
      useLatest((question: string) => (fail ? Promise.reject(new Error('lost')) : Promise.resolve(question))),
    )
    latest.request('a')
    await expect.poll(() => latest.answer.value).toBeUndefined()
    fail = false
    latest.request('b')
    await expect.poll(() => latest.answer.value).toBe('b')
  })
})
