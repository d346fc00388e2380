import { type Analysis, type Mechanism, type Parameter } from '../../shared/mechanism.js'
import { mainGas } from '../../shared/model/main-gas.js'
import { type AxisDraft } from './form-values.js'
import { defaultForm, START_CUSTOM, type SetupForm } from './setup-form.js'

/**
 * The form after its model was edited: what was typed stays as long as the model still has a parameter,
 * start or species of that name, and fields that nobody touched follow the model.
 */
export function keepForm(form: SetupForm, before: Mechanism, after: Mechanism): SetupForm {
  const untouched = defaultForm(before, form.workers)
  const fresh = defaultForm(after, form.workers)
  const axes = keepAxes(form, untouched, fresh, (name: string) => sameParameter(before, after, name))
  const settings = Object.entries(form.settings).filter(([name]) => sameParameter(before, after, name))
  const species = new Set(after.surface.map(({ name }) => name))
  return {
    ...form,
    ...axes,
    settings: Object.fromEntries(settings),
    start: form.start === START_CUSTOM || Object.hasOwn(after.starts, form.start) ? form.start : fresh.start,
    coverages: Object.fromEntries(Object.entries(form.coverages).filter(([name]) => species.has(name))),
    analysis: keepAnalysis(form.analysis, after),
  }
}

/** Where the gas that was analysed is gone, the one the model is about now takes its place. */
function keepAnalysis({ states, control }: Analysis, after: Mechanism): Analysis {
  const kept = after.gases.some(({ name }) => name === control) ? control : mainGas(after)
  return {
    ...(states && { states }),
    ...(control !== undefined && kept !== undefined && { control: kept }),
  }
}

function keepAxes(
  form: SetupForm,
  untouched: SetupForm,
  fresh: SetupForm,
  isKept: (parameter: string) => boolean,
): Pick<SetupForm, 'x' | 'y'> {
  const axis = (which: 'x' | 'y'): AxisDraft =>
    isKept(form[which].parameter) && !sameDraft(form[which], untouched[which]) ? form[which] : fresh[which]
  const [x, y] = [axis('x'), axis('y')]
  // A kept axis and a fresh one may be the same parameter: then the model decides both.
  return x.parameter === y.parameter ? { x: fresh.x, y: fresh.y } : { x, y }
}

/** Whether text typed for the parameter still means the same. */
function sameParameter(before: Mechanism, after: Mechanism, name: string): boolean {
  const find = ({ parameters }: Mechanism): Parameter | undefined => parameters.find(p => p.name === name)
  const [old, now] = [find(before), find(after)]
  return old !== undefined && now !== undefined && !now.expression && old.unit === now.unit
}

const sameDraft = (a: AxisDraft, b: AxisDraft): boolean => JSON.stringify(a) === JSON.stringify(b)
