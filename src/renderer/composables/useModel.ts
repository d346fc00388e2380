import { type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { IsobarError } from '../../shared/errors.js'
import { type Finding } from '../../shared/model/finding.js'
import { type ModelSource, type ModelView } from '../../shared/owner-contract.js'

export interface UseModel {
  readonly source: Readonly<ShallowRef<ModelSource | undefined>>
  readonly model: Readonly<ShallowRef<ModelView | undefined>>
  /** What there is to say about the model last asked for. */
  readonly findings: Readonly<ShallowRef<readonly Finding[]>>
  /** Name of the model last asked for, when it has errors and was not taken. */
  readonly refused: Readonly<ShallowRef<string | undefined>>
  /** The model once it is in use; undefined when it has errors or another was asked for meanwhile. */
  load(source: ModelSource): Promise<ModelView | undefined>
  /** The same for text that somebody is still working on: one with errors is no trouble, only not in use. */
  revise(source: ModelSource): Promise<ModelView | undefined>
  /** Takes a model that is parsed already; one still being parsed comes too late. */
  put(source: ModelSource | undefined, view: ModelView): void
}

/** The model in use. One with errors does not replace it: its findings are shown beside it. */
export function useModel(parse: (source: ModelSource) => Promise<ModelView>): UseModel {
  const source = shallowRef<ModelSource>()
  const model = shallowRef<ModelView>()
  const findings = shallowRef<readonly Finding[]>([])
  const refused = shallowRef<string>()
  let asked = 0

  function put(wanted: ModelSource | undefined, view: ModelView): void {
    asked++
    source.value = wanted
    model.value = view
    findings.value = view.findings
    refused.value = undefined
  }

  async function ask(
    wanted: ModelSource,
    refuse: (found: readonly Finding[]) => void,
  ): Promise<ModelView | undefined> {
    const mine = ++asked
    try {
      const view = await parse(wanted)
      if (mine !== asked) return undefined
      put(wanted, view)
      return view
    } catch (thrown) {
      if (!(thrown instanceof IsobarError) || thrown.code !== 'model/invalid') throw thrown
      if (mine !== asked) return undefined
      refuse((thrown as IsobarError<'model/invalid'>).data.findings)
      return undefined
    }
  }

  return {
    source: shallowReadonly(source),
    model: shallowReadonly(model),
    findings: shallowReadonly(findings),
    refused: shallowReadonly(refused),
    load: wanted =>
      ask(wanted, found => {
        findings.value = found
        refused.value = nameOf(wanted)
      }),
    revise: wanted => ask(wanted, () => undefined),
    put,
  }
}

function nameOf(source: ModelSource): string {
  if ('sample' in source) return source.sample
  if ('path' in source) return source.path.split(/[\\/]/).at(-1) ?? source.path
  return source.name ?? ''
}
