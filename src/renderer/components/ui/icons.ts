/** Line icons on a 16 × 16 grid, drawn with a stroke of 1.5. */
export const ICONS = {
  chevron: 'M4.5 6.5 8 10l3.5-3.5',
  check: 'm3.5 8.5 3 3 6-7',
  plus: 'M8 3.5v9M3.5 8h9',
  minus: 'M3.5 8h9',
  play: 'M5 3.2v9.6L12.5 8Z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  stop: 'M4 4h8v8H4Z',
  close: 'm4 4 8 8M12 4l-8 8',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11Zm0 0a5.5 5.5 0 0 1 0 11',
  whole: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  again: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3',
  warning: 'M8 2.2 14.5 13.5h-13ZM8 6.5v3.2M8 11.6v.1',
  undo: 'M5.5 3 2.5 6l3 3M3 6h6.2a3.4 3.4 0 0 1 0 6.8H6.5',
  copy: 'M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3',
  computers: 'M7 9.5H1.5v-7h9v2.5M4 12.5h3M9.5 7h5v6.5h-5ZM11.5 11.5h1',
  skip: 'M4 8h8',
  lock: 'M4 7.5h8v6H4ZM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3',
  layers: 'M8 2.5 14 6 8 9.5 2 6ZM2.5 9 8 12.5 13.5 9',
  compare: 'M2.5 3h11v10h-11ZM8 3v10',
  grid: 'M2.5 2.5h4.5V7H2.5ZM9 2.5h4.5V7H9ZM2.5 9h4.5v4.5H2.5ZM9 9h4.5v4.5H9Z',
  cut: 'M2.5 2.5v11h11M4.5 10.5c2.5 0 2.5-5 4.5-5s2 3 4.5 3',
  pin: 'M8 14s-4.2-4.3-4.2-7.5a4.2 4.2 0 0 1 8.4 0C12.2 9.7 8 14 8 14ZM8 6.4v.2',
  save: 'M8 2.5v7.5M5 7.2 8 10l3-2.8M3 13h10',
} as const

export type IconName = keyof typeof ICONS
