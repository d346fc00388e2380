import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import type { MenuWords } from '../../shared/menu-contract.js'
import type { HostInfo, MenuCommand, PathQuestion, ViewContract } from '../../shared/owner-contract.js'
import { type Channel, type Client, connect, serve } from '../../shared/rpc.js'
import { clock } from '../clock.js'
import { machineName } from '../machine-name.js'
import { createStandingWorkers } from '../pool/standing-workers.js'
import type { ForkWorker } from '../pool/worker-process.js'
import { absentLan } from '../lan/absent-lan.js'
import type { Lan } from '../lan/lan-port.js'
import { createBench } from './bench.js'
import { compareHandlers } from './compare-handlers.js'
import { createChecksDesk } from './checks-desk.js'
import { refuse } from './door.js'
import { farmHandlers } from './farm-handlers.js'
import { createFeed, type Feed, type FeedSource } from './feed.js'
import { type DeskParts, ownerHandlers } from './handlers.js'
import { createInspector } from './inspector.js'
import type { Job } from './job.js'
import { feedLan } from './lan-feed.js'
import { lanHandlers } from './lan-handlers.js'
import { snapshotOf, tilesOf } from './map-view.js'
import { createModelDesk, modelSource } from './model-desk.js'
import { createModelFiles } from './model-files.js'
import { createScalingDesk } from './scaling-desk.js'
import { feedScaling } from './scaling-feed.js'
import { scalingHandlers } from './scaling-handlers.js'
import { createDraftFile } from './draft-file.js'
import { createScrubDesk } from './scrub-desk.js'
import { scrubHandlers } from './scrub-handlers.js'
import { createSessionDesk } from './session-desk.js'
import { createSessionFiles } from './session-files.js'
import { SESSION_EXTENSION } from './session-name.js'
import { sessionsHandlers } from './sessions-handlers.js'
import { createShelf, notesIn } from './shelf.js'
import { sweepView } from './sweep-view.js'

export interface DeskOptions {
  readonly fork: ForkWorker
  readonly host: 'electron' | 'browser'
  readonly sessionFolder: string
  readonly modelFolder: string
  /** Puts the native menu into other words, where the host has one. */
  readonly showMenu?: (words: MenuWords) => void
  readonly choosePath?: (question: PathQuestion) => Promise<string | null>
  /** Shows a file in the file manager, where the host can. */
  readonly reveal?: (path: string) => void
  readonly version: string
  /** Other computers; without it the desk says that there are none. */
  readonly lan?: Lan
  /** Path or sample name of the model that interfaces show first. */
  readonly initialModel?: string
}

/** The owner of a sweep and its session, for any number of interfaces that come and go. */
export interface Desk {
  /** Serves one interface; returns the function that lets it go. The sweep goes on without. */
  readonly attach: (channel: Channel) => () => void
  /** Passes a command of the native menu on to the interfaces. */
  readonly command: (name: MenuCommand) => void
  /** Opens a session, or shows a model, that the system handed over. */
  readonly openFile: (path: string) => Promise<void>
  /** Stops what runs, closes the session and lets every interface go. */
  readonly close: () => Promise<void>
}

/** Kept free for the window and whatever else people do while a sweep runs. */
const CORES_FOR_PEOPLE = 1

interface Attached {
  readonly feed: Feed
  readonly view: Client<ViewContract>
  readonly detach: () => void
}

export function createDesk(options: DeskOptions): Desk {
  const interfaces = new Set<Attached>()
  const feeds = (tell: (feed: Feed) => void): void => interfaces.forEach(({ feed }) => tell(feed))
  let stopListening = (): void => undefined

  const bench = createBench((job, former) => {
    stopListening()
    inspector.close()
    checker.close()
    scrub.end()
    stopListening =
      job?.listen({
        mapChanged: range => feeds(feed => feed.mapChanged(range)),
        progressChanged: () => feeds(feed => feed.progressChanged()),
        stateChanged: () => {
          if (job.progress().phase === 'running') endIdleWorkers()
          feeds(feed => feed.sweepChanged())
        },
      }) ?? (() => undefined)
    if (job) shelf.remember(job.path)
    if (job && job.sessionId === former?.sessionId) showAgain(job)
    else feeds(feed => feed.sweepReplaced())
  })
  const { sessionFolder, modelFolder, version } = options
  const shelf = createShelf(sessionFolder, notesIn(sessionFolder, 'sessions.json'), () => bench.job()?.path)
  const inspector = createInspector(options.fork, clock)
  const checker = createInspector(options.fork, clock)
  const lan = options.lan ?? absentLan(machineName(), 'this Isobar was started without them')
  const standing = createStandingWorkers(options.fork, clock)
  const models = createModelDesk(modelFolder, (plan, workers) => {
    if (!isComputing()) standing.expect(plan, Math.min(workers, cores))
  })
  const cores = availableParallelism()
  const defaultWorkers = Math.max(1, cores - CORES_FOR_PEOPLE)
  const sessions = createSessionDesk(bench, {
    fork: standing.fork,
    remote: lan.farm,
    version,
    sessionFolder,
    defaultWorkers,
    mayReplace: options.choosePath !== undefined,
    shelf,
  })
  const aboutSessions = sessionsHandlers({
    bench,
    shelf,
    files: createSessionFiles({ bench, shelf, sessionFolder, version, openJob: sessions.openJob }),
    draft: createDraftFile(notesIn(sessionFolder, 'draft.json')),
    sessionFolder,
    modelFolder,
    reveal: options.reveal,
  })
  const scaling = createScalingDesk({
    ...options,
    job: bench.job,
    mayReplace: options.choosePath !== undefined,
  })
  const scrub = createScrubDesk({
    fork: options.fork,
    clock,
    job: bench.job,
    requireIdle: scaling.requireIdle,
  })
  scaling.onChange(() => scaling.view().place && endIdleWorkers())

  const isComputing = (): boolean =>
    bench.job()?.progress().phase === 'running' || scaling.view().place !== null

  /** What computes now shall have the cores to itself. */
  function endIdleWorkers(): void {
    scrub.end()
    standing.release()
  }

  let firstModel = options.initialModel === undefined ? undefined : modelSource(options.initialModel)

  /** The same session, from a file that was renamed or has changed: interfaces go on watching what they watch. */
  function showAgain(job: Job): void {
    feeds(feed => {
      feed.sweepChanged()
      feed.mapChanged({ from: 0, to: job.ledger.points })
    })
  }

  const host = (): HostInfo => ({
    version: options.version,
    host: options.host,
    nativeDialogs: options.choosePath !== undefined,
    hostname: machineName(),
    cores,
    defaultWorkers,
    sessionFolder: options.sessionFolder,
    ...(firstModel === undefined ? {} : { firstModel }),
    samples: models.samples(),
  })

  const onDesk = (): Job =>
    bench.job() ?? refuse('session', '', 'there is no sweep on the desk', 'start a sweep or open a session')

  const source: FeedSource = {
    sweep: () => (bench.job() ? sweepView(onDesk()) : null),
    progress: () => bench.job()?.progress() ?? null,
    snapshot: output => snapshotOf(onDesk(), output),
    tiles: (output, ranges) => (bench.job() ? tilesOf(onDesk(), output, ranges) : null),
  }
  const parts: DeskParts = {
    host,
    bench,
    models,
    modelFiles: createModelFiles(options.sessionFolder, options.modelFolder),
    sessions,
    inspector,
    checks: createChecksDesk(checker, () => new Date()),
    onDesk,
    requireIdle: scaling.requireIdle,
    choosePath: options.choosePath,
    showMenu: options.showMenu,
  }

  function attach(channel: Channel): () => void {
    const { client, close } = connect<ViewContract>(channel)
    const feed = createFeed(client, source, clock)
    const lanFeed = feedLan(client, lan, clock)
    const scalingFeed = feedScaling(client, scaling)
    const others = {
      ...lanHandlers(lan, lanFeed),
      ...scalingHandlers(scaling, scalingFeed),
      ...compareHandlers(onDesk, options.sessionFolder),
      ...aboutSessions,
      ...farmHandlers(bench.job),
      ...scrubHandlers(scrub),
    }
    const unserve = serve(channel, ownerHandlers(parts, feed, others))
    const attached: Attached = {
      feed,
      view: client,
      detach: () => {
        if (!interfaces.delete(attached)) return
        feed.close()
        lanFeed.close()
        scalingFeed.close()
        unserve()
        close()
      },
    }
    interfaces.add(attached)
    return attached.detach
  }

  return {
    attach,
    command: name => {
      // An interface that is just going away misses a menu command; nothing else is lost.
      for (const { view } of interfaces) view.command({ name }).catch(() => undefined)
    },
    openFile: async path => {
      if (extname(path) === SESSION_EXTENSION) await sessions.open(path)
      else firstModel = modelSource(path)
    },
    close: async () => {
      await scaling.close()
      await bench.clear()
      inspector.close()
      checker.close()
      endIdleWorkers()
      for (const { detach } of [...interfaces]) detach()
    },
  }
}
