import { median } from './statistics.js'
import { type Study } from './study.js'

const MUCH = 0.2

/** Whether the start of the workers takes so much of the runs that a larger map would scale otherwise. */
export function isMostlyStart({ runs, workers }: Study): boolean {
  const most = runs.filter(run => run.workers === workers.at(-1))
  return median(most.map(({ account }) => account.lost.startUp)) > MUCH
}
