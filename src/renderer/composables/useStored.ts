import { useLocalStorage } from '@vueuse/core'
import { type Ref } from 'vue'

/**
 * A choice of the user, kept in this browser under `isobar.NAME` and followed in its other windows. What is
 * stored there may come from another version or from another hand: `read` gives undefined for what is none.
 */
export const useStored = <T extends string | number | boolean>(
  name: string,
  fallback: T,
  read: (stored: string) => T | undefined,
): Ref<T> =>
  useLocalStorage<T>(`isobar.${name}`, fallback, {
    writeDefaults: false,
    serializer: { read: stored => read(stored) ?? fallback, write: String },
  })

/** Reads one of a few words. */
export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (stored: string): T | undefined =>
    words.find(word => word === stored)

/** Reads a whole number in a range. */
export const wholeFrom =
  (low: number, high: number) =>
  (stored: string): number | undefined => {
    const value = Number(stored)
    return stored !== '' && Number.isInteger(value) && value >= low && value <= high ? value : undefined
  }

export const readSwitch = (stored: string): boolean | undefined =>
  stored === 'true' ? true : stored === 'false' ? false : undefined
