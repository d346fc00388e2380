import { type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { type DoctorReport } from '../../shared/lan-contract.js'
import { useAction } from './useAction.js'

export interface UseDoctor {
  readonly address: ShallowRef<string>
  readonly report: Readonly<ShallowRef<DoctorReport | undefined>>
  readonly working: Readonly<ShallowRef<boolean>>
  readonly problem: Readonly<ShallowRef<string | undefined>>
  run(): Promise<boolean>
}

/** The connection doctor: what was asked last, and what came of it. */
export function useDoctor(diagnose: (argument: { address?: string }) => Promise<DoctorReport>): UseDoctor {
  const address = shallowRef('')
  const report = shallowRef<DoctorReport>()
  const action = useAction()

  return {
    address,
    report: shallowReadonly(report),
    working: action.working,
    problem: action.problem,
    run: () =>
      action.run(async () => {
        report.value = undefined
        const wanted = address.value.trim()
        report.value = await diagnose(wanted === '' ? {} : { address: wanted })
      }),
  }
}
