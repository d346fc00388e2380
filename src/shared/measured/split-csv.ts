export interface CsvRow {
  /** 1-based line of the file at which the row begins. */
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * Rows of a table in the manner of RFC 4180, with quoted cells; the separator is the one of `,`, `;` and tab
 * that the first row has most of. Empty rows and rows that start with # are left out.
 */
export function splitCsv(text: string): CsvRow[] {
  const plain = text.replace(/^\uFEFF/, '')
  const first = plain.split(/\r?\n/).find(line => line.trim() !== '' && !line.startsWith('#')) ?? ''
  const separator = [',', ';', '\t'].reduce((best, c) =>
    first.split(c).length > first.split(best).length ? c : best,
  )
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let rowLine = 1

  function endRow(): void {
    cells.push(cell)
    if (cells.some(c => c.trim() !== '') && !cells[0]!.startsWith('#')) rows.push({ line: rowLine, cells })
    cells = []
    cell = ''
  }

  for (let k = 0; k < plain.length; k++) {
    const c = plain[k]!
    if (c === '\n') line++
    if (quoted) {
      if (c !== '"') cell += c
      else if (plain[k + 1] === '"') {
        cell += c
        k++
      } else quoted = false
    } else if (c === '"' && cell.trim() === '') {
      quoted = true
      cell = ''
    } else if (c === separator) {
      cells.push(cell)
      cell = ''
    } else if (c === '\n') {
      endRow()
      rowLine = line
    } else if (c !== '\r') cell += c
  }
  endRow()
  return rows
}
