import { type CompareContract } from '../../../src/shared/compare-contract.js'
import { type MapSnapshot, type SweepView } from '../../../src/shared/owner-contract.js'

/** Values besides those on show, all read from the maps of the fake owner; its second session is the first. */
export function createFakeCompare(
  sweep: () => SweepView,
  snapshot: (output: string) => MapSnapshot,
): CompareContract {
  return {
    values: ({ output }) => snapshot(output),
    thinned: ({ output, most }) => {
      const { nx, ny, values, status } = snapshot(output)
      const chosen = (n: number): number[] =>
        Array.from({ length: Math.min(n, most) }, (_, k) => Math.floor(((k + 0.5) * n) / Math.min(n, most)))
      const [columns, rows] = [chosen(nx), chosen(ny)]
      const points = rows.flatMap(j => columns.map(i => j * nx + i))
      return {
        output,
        nx: columns.length,
        ny: rows.length,
        values: Float64Array.from(points, point => values[point]!),
        status: Uint8Array.from(points, point => status[point]!),
      }
    },
    cuts: ({ point, outputs }) =>
      outputs.map(output => {
        const { nx, ny, values } = snapshot(output)
        const i = point % nx
        return {
          output,
          alongX: values.slice(point - i, point - i + nx),
          alongY: Float64Array.from({ length: ny }, (_, j) => values[j * nx + i]!),
        }
      }),
    openOther: ({ path }) => {
      const { setup, mechanism, x, y, outputs, progress } = sweep()
      return {
        path,
        planHash: 'other',
        setup: { ...setup, settings: { ...setup.settings, T: 520 } },
        mechanism,
        x,
        y,
        outputs,
        points: progress.points,
        solved: progress.solved,
        problems: [],
      }
    },
    otherValues: ({ output }) => {
      const known = snapshot(output)
      return { ...known, values: known.values.map((value, p) => value * (1 + (p % known.nx) / known.nx)) }
    },
    closeOther: () => undefined,
  }
}
