import { describe, expect, it } from 'vitest'
import { useDoctor } from '../../../src/renderer/composables/useDoctor.js'
import { IsobarError } from '../../../src/shared/errors.js'
import { type DoctorReport } from '../../../src/shared/lan-contract.js'
import { fakeReport } from '../support/fake-lan-cast.js'

describe('useDoctor', () => {
  it('asks about the address typed, or about none', async () => {
    const asked: object[] = []
    const doctor = useDoctor(argument => {
      asked.push(argument)
      return Promise.resolve(fakeReport(argument.address))
    })
    await doctor.run()
    doctor.address.value = ' lab-2:47113 '
    await doctor.run()
    expect(asked).toEqual([{}, { address: 'lab-2:47113' }])
    expect(doctor.report.value?.checks).toHaveLength(8)
  })

  it('runs once however often it is asked meanwhile', async () => {
    const answers: ((report: DoctorReport) => void)[] = []
    const doctor = useDoctor(() => new Promise(resolve => answers.push(resolve)))
    const first = doctor.run()
    expect(await doctor.run()).toBe(false)
    expect(doctor.working.value).toBe(true)
    answers[0]!(fakeReport(undefined))
    expect(await first).toBe(true)
    expect(answers).toHaveLength(1)
    expect(doctor.working.value).toBe(false)
  })

  it('tells why it could not run, and shows no report of before', async () => {
    let fail = false
    const doctor = useDoctor(() => {
      if (!fail) return Promise.resolve(fakeReport(undefined))
      const data = { field: 'address', value: 'x', remedy: 'Give host:port' }
      return Promise.reject(new IsobarError('input/invalid', 'The port is missing', data))
    })
    await doctor.run()
    fail = true
    expect(await doctor.run()).toBe(false)
    expect(doctor.problem.value).toBe('The port is missing. Give host:port')
    expect(doctor.report.value).toBeUndefined()
  })
})
