/** A run time with three figures: 812 ms, 3.42 s, 128 s. */
export const secondsText = (ms: number): string =>
  ms < 999.5 ? `${Number(ms.toPrecision(3))}\u202fms` : `${fixed(ms / 1000)}\u202fs`

const fixed = (seconds: number): string =>
  seconds < 9.995 ? seconds.toFixed(2) : seconds < 99.95 ? seconds.toFixed(1) : seconds.toFixed(0)
