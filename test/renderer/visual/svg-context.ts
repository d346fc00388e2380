/** As much of a canvas as the line cuts use, which writes what it is told as SVG. Letters are left out. */
export function svgContext(
  width: number,
  height: number,
): { ctx: CanvasRenderingContext2D; svg: () => string } {
  const parts: string[] = []
  let path = ''
  let clip = ''
  let clips = 0
  const state = { strokeStyle: '#000', fillStyle: '#000', lineWidth: 1, globalAlpha: 1, dash: '' }
  const put = (how: string): void =>
    void parts.push(`<path d="${path}" ${how} opacity="${state.globalAlpha}"${clip}/>`)
  const members = {
    beginPath: () => void (path = ''),
    moveTo: (x: number, y: number) => void (path += `M${x} ${y}`),
    lineTo: (x: number, y: number) => void (path += `L${x} ${y}`),
    rect: (x: number, y: number, w: number, h: number) => void (path += `M${x} ${y}h${w}v${h}h${-w}z`),
    arc: (x: number, y: number, r: number) =>
      void (path += `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`),
    stroke: () =>
      put(
        `fill="none" stroke="${state.strokeStyle}" stroke-width="${state.lineWidth}" stroke-dasharray="${state.dash}"`,
      ),
    strokeRect: (x: number, y: number, w: number, h: number) => {
      path = `M${x} ${y}h${w}v${h}h${-w}z`
      members.stroke()
    },
    fill: () => put(`fill="${state.fillStyle}"`),
    clip: () => {
      parts.push(`<clipPath id="clip${clips}"><path d="${path}"/></clipPath>`)
      clip = ` clip-path="url(#clip${clips++})"`
    },
    save: () => {},
    restore: () => void (clip = ''),
    setLineDash: (dash: number[]) => void (state.dash = dash.join(' ')),
    fillText: () => {},
  }
  return {
    ctx: Object.assign(state, members) as unknown as CanvasRenderingContext2D,
    svg: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${parts.join('')}</svg>`,
  }
}
