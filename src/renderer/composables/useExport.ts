import { type InjectionKey, shallowReactive, type ShallowRef, shallowRef } from 'vue'
import { type FigureFormat } from '../../shared/export-contract.js'
import { COLUMN_WIDTHS } from '../../shared/figure/map-figure.js'

export type ColumnWidth = keyof typeof COLUMN_WIDTHS | 'free'

/** How a figure shall look; kept while the window is open, so that the next one looks alike. */
export interface FigureChoices {
  format: FigureFormat
  column: ColumnWidth
  /** [mm], where the column is free. */
  width: number
  /** Height of the map over its width [%]. */
  height: number
  /** [pt] */
  font: number
  dpi: '300' | '600' | '1200'
  titled: boolean
  title: string
  captioned: boolean
  /** Pins and measured points are drawn where there are any. */
  pointed: boolean
  /** Undefined while nobody has changed the one that is made. */
  caption: string | undefined
}

export interface UseExport {
  /** Whether the dialog is open. */
  readonly open: ShallowRef<boolean>
  readonly choices: FigureChoices
}

export const exportKey: InjectionKey<UseExport> = Symbol('export')

export const useExport = (): UseExport => ({
  open: shallowRef(false),
  choices: shallowReactive({
    format: 'png',
    column: 'single',
    width: 100,
    height: 85,
    font: 8,
    dpi: '600',
    titled: false,
    title: '',
    captioned: false,
    pointed: true,
    caption: undefined,
  }),
})

export const widthOf = ({ column, width }: Pick<FigureChoices, 'column' | 'width'>): number =>
  column === 'free' ? width : COLUMN_WIDTHS[column]
