/** Ink on paper, whatever theme the window has; plain hex, because some programs read nothing else. */
const PAPER: Readonly<Record<string, string>> = {
  '--text': '#1a1e24',
  '--muted': '#58616d',
  '--rule': '#dcdfe4',
  '--edge': '#7f8793',
  '--accent': '#1f5aa8',
  '--surface': '#ffffff',
  '--warn': '#8a5300',
  '--font': "'Liberation Sans', Arial, Helvetica, 'Noto Sans CJK SC', sans-serif",
}

/** A drawing of the page as an SVG file of its own. */
export function paperSvg(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  for (const element of [copy, ...copy.querySelectorAll('*')])
    for (const { name } of [...element.attributes])
      if (/^(data-|class$|tabindex$)/.test(name)) element.removeAttribute(name)
  const text = new XMLSerializer().serializeToString(copy)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace(/var\((--[\w-]+)\)/g, (_, token: string) => (PAPER[token] ?? '#000000').replaceAll('"', "'"))}\n`
}
