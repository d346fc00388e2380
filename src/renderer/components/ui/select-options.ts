export interface SelectOption {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

export type SelectOptions = readonly { readonly label?: string; readonly items: readonly SelectOption[] }[]
