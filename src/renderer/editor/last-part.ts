import { shallowRef } from 'vue'

export type ModelPart = 'text' | 'parameters' | 'energies'

/** Where somebody was in the model view when they left it for another. */
export const lastPart = shallowRef<ModelPart>('text')
