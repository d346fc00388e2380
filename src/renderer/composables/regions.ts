const FOCUSABLE = 'button, input, select, textarea, a[href], [tabindex="0"]'

const firstControl = (region: HTMLElement | null): HTMLElement | undefined =>
  [...(region?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].find(
    element => !element.matches(':disabled') && element.tabIndex >= 0 && element.checkVisibility(),
  )

/** Puts the focus on the first control of a part of the window, marked by `data-region`. */
export const focusRegion = (page: Document, name: string): void =>
  firstControl(page.querySelector<HTMLElement>(`[data-region=${name}]`))?.focus()

/** Puts the focus on the map, or on what stands in its place while there is none. */
export function focusMap(page: Document): void {
  const map = page.querySelector<HTMLElement>('[data-testid=map]')
  if (map) map.focus()
  else focusRegion(page, 'centre')
}

/** Moves the focus to the first control of the next part of the window that has one. */
export function moveRegion(page: Document, by: 1 | -1): void {
  const regions = [...page.querySelectorAll<HTMLElement>('[data-region]')]
  const here = regions.findIndex(region => region.contains(page.activeElement))
  const from = here < 0 && by < 0 ? 0 : here
  for (let step = 1; step <= regions.length; step++) {
    const target = firstControl(regions.at((from + by * step) % regions.length)!)
    if (target) return target.focus()
  }
}
