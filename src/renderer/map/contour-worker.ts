import { type ContourField, type ContourLine, contourLines } from '../../shared/figure/contours.js'

export interface ContourQuestion {
  readonly id: number
  readonly field: ContourField
  readonly shades: readonly number[]
}

export interface ContourAnswer {
  readonly id: number
  readonly lines: readonly ContourLine[]
}

// The typings of a page have no worker scope; these two members of it are all that is needed.
const scope = self as unknown as {
  onmessage: (event: MessageEvent<ContourQuestion>) => void
  postMessage: (answer: ContourAnswer, transfer: Transferable[]) => void
}

scope.onmessage = ({ data: { id, field, shades } }) => {
  const lines = contourLines(field, shades)
  scope.postMessage(
    { id, lines },
    lines.map(line => line.points.buffer as ArrayBuffer),
  )
}
