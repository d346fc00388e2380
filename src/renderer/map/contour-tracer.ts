import { type ContourField, type ContourLine } from '../../shared/figure/contours.js'
import { type ContourAnswer, type ContourQuestion } from './contour-worker.js'

export interface ContourTracer {
  /** The newest question wins: an earlier one that is still open resolves to undefined. */
  readonly trace: (
    field: ContourField,
    shades: readonly number[],
  ) => Promise<readonly ContourLine[] | undefined>
  readonly close: () => void
}

/** Contour lines in a thread of their own, started at the first question; a million cells take a while. */
export function createContourTracer(): ContourTracer {
  let worker: Worker | undefined
  let id = 0
  let settle: ((lines: readonly ContourLine[] | undefined) => void) | undefined

  function begin(): Worker {
    const started = new Worker(new URL('./contour-worker.ts', import.meta.url), { type: 'module' })
    started.onmessage = ({ data }: MessageEvent<ContourAnswer>) => {
      if (data.id !== id) return
      settle?.(data.lines)
      settle = undefined
    }
    return started
  }

  return {
    trace: ({ nx, ny, shade, status }, shades) => {
      worker ??= begin()
      settle?.(undefined)
      const question: ContourQuestion = {
        id: ++id,
        field: { nx, ny, shade: shade.slice(), status: status.slice() },
        shades,
      }
      worker.postMessage(question, [
        question.field.shade.buffer as ArrayBuffer,
        question.field.status.buffer as ArrayBuffer,
      ])
      return new Promise(resolve => (settle = resolve))
    },
    close: () => {
      worker?.terminate()
      worker = undefined
      settle?.(undefined)
      settle = undefined
    },
  }
}
