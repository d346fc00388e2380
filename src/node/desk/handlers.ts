import type { MenuWords } from '../../shared/menu-contract.js'
import type { HostInfo, OwnerContract, PathQuestion } from '../../shared/owner-contract.js'
import { branchesHandlers } from './branches-handlers.js'
import type { CompareHandlers } from './compare-handlers.js'
import { readBoolean, readPath, readRecord, readText } from './door.js'
import { evidenceHandlers } from './evidence-handlers.js'
import { exportHandlers } from './export-handlers.js'
import type { FarmHandlers } from './farm-handlers.js'
import type { Feed } from './feed.js'
import type { Job } from './job.js'
import type { LanHandlers } from './lan-handlers.js'
import { mapHandlers } from './map-handlers.js'
import { pointView } from './map-view.js'
import { menuHandlers } from './menu-handlers.js'
import type { ModelDesk } from './model-desk.js'
import type { ModelFiles } from './model-files.js'
import { modelHandlers } from './model-handlers.js'
import { type PointsParts, pointsHandlers, rerun } from './points-handlers.js'
import { readModelSource, readPathQuestion, readPoint, readSetup, readWorkers } from './requests.js'
import type { ScalingHandlers } from './scaling-handlers.js'
import type { ScrubHandlers } from './scrub-handlers.js'
import type { SessionDesk } from './session-desk.js'
import type { SessionsHandlers } from './sessions-handlers.js'
import { sweepView } from './sweep-view.js'

/** The owner's side of the contract: the same methods, with arguments nobody has checked yet. */
export type OwnerHandlers = {
  [M in keyof OwnerContract]: (
    argument: unknown,
  ) => ReturnType<OwnerContract[M]> | Promise<ReturnType<OwnerContract[M]>>
}

export interface DeskParts extends PointsParts {
  readonly host: () => HostInfo
  readonly models: ModelDesk
  readonly modelFiles: ModelFiles
  readonly sessions: SessionDesk
  readonly showMenu: ((words: MenuWords) => void) | undefined
  readonly choosePath: ((question: PathQuestion) => Promise<string | null>) | undefined
}

/** Every method an interface may call, and no other, for the one interface that `feed` keeps up to date. */
export function ownerHandlers(
  parts: DeskParts,
  feed: Feed,
  others: LanHandlers & ScalingHandlers & CompareHandlers & SessionsHandlers & FarmHandlers & ScrubHandlers,
): OwnerHandlers {
  const { bench, models, sessions, inspector, onDesk, requireIdle } = parts
  const field = (argument: unknown, name: string): unknown => readRecord('argument', argument)[name]
  const pointOf = (argument: unknown, job: Job): number =>
    readPoint(field(argument, 'point'), job.ledger.points)

  return {
    ...others,
    ...mapHandlers(feed, onDesk),
    ...modelHandlers(parts.modelFiles),
    ...menuHandlers(parts.showMenu),
    ...pointsHandlers(parts),
    ...evidenceHandlers(() => bench.job()),
    ...branchesHandlers(inspector, onDesk),
    ...exportHandlers(sessions, onDesk),
    hello: () => parts.host(),
    openModel: argument => models.open(readModelSource(argument)),
    checkSetup: argument => models.estimate(readSetup(argument)),
    start: async argument => {
      requireIdle()
      return sweepView(await sessions.start(readSetup(argument)))
    },
    pause: () => onDesk().pause(),
    resume: () => {
      requireIdle()
      return bench.exclusively(() => onDesk().resume())
    },
    stop: () => bench.exclusively(() => onDesk().stop()),
    setWorkers: argument => onDesk().resize(readWorkers(field(argument, 'workers'))),
    current: () => {
      feed.connected()
      const job = bench.job()
      return job ? sweepView(job) : null
    },
    watch: argument => feed.watch(readText('output', field(argument, 'output'))),
    setVisible: argument => feed.setVisible(readBoolean('visible', field(argument, 'visible'))),
    point: argument => pointView(onDesk(), pointOf(argument, onDesk())),
    inspect: argument => {
      const job = onDesk()
      return inspector.inspect({ plan: job.plan, planId: job.planHash, point: pointOf(argument, job) })
    },
    rerunFailed: argument =>
      bench.exclusively(() => {
        requireIdle()
        return rerun(onDesk(), { ...readRecord('argument', argument), which: 'failed' })
      }),
    recentSessions: () => sessions.recent(),
    openSession: async argument => sweepView(await sessions.open(readPath('path', field(argument, 'path')))),
    saveSessionAs: argument => sessions.saveAs(onDesk(), readPath('path', field(argument, 'path'))),
    closeSession: () => bench.clear(),
    choosePath: argument => parts.choosePath?.(readPathQuestion(argument)) ?? null,
  }
}
