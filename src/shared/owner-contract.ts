import type { CompareContract } from './compare-contract.js'
import type { EvidenceContract } from './evidence-contract.js'
import type { ExportContract, ExportFormat } from './export-contract.js'
import type { FarmContract } from './farm-contract.js'
import type { BranchesContract } from './branches-contract.js'
import type { LanContract, LanView } from './lan-contract.js'
import type { MapContract } from './map-contract.js'
import type { MenuContract } from './menu-contract.js'
import type { Analysis, AxisRequest, Mechanism } from './mechanism.js'
import type { ModelContract } from './model-contract.js'
import type { Finding } from './model/finding.js'
import type { Axis, SolverOptions } from './plan.js'
import type { PointsContract } from './points-contract.js'
import type { ScalingContract, ScalingEvents } from './scaling-contract.js'
import type { SessionsContract } from './sessions-contract.js'
import type { ScrubContract } from './scrub-contract.js'
import type { PointReport } from './worker-contract.js'

/**
 * What a user interface may ask of the owner of a sweep (the Electron main process or the `isobar ui`
 * server). The owner holds all truth; an interface can go away and come back at any time.
 */
export interface OwnerContract
  extends
    LanContract,
    MapContract,
    ModelContract,
    ScalingContract,
    CompareContract,
    MenuContract,
    PointsContract,
    EvidenceContract,
    BranchesContract,
    ExportContract,
    SessionsContract,
    FarmContract,
    ScrubContract {
  hello: (argument: Record<string, never>) => HostInfo
  /** Parses a model; findings of severity error reject with `model/invalid`. */
  openModel: (argument: ModelSource) => ModelView
  /** Checks a set-up without starting it; rejects with `input/invalid` naming the field. */
  checkSetup: (argument: SweepSetup) => SetupEstimate
  /** Starts a sweep and its session file; rejects with `input/invalid` or `model/invalid`. */
  start: (argument: SweepSetup) => SweepView
  pause: (argument: Record<string, never>) => void
  resume: (argument: Record<string, never>) => void
  /** Ends the sweep for now; what is computed is kept and the session stays resumable. */
  stop: (argument: Record<string, never>) => void
  /** Changes the number of local workers, also while a sweep runs. */
  setWorkers: (argument: { workers: number }) => void
  /** The sweep on the desk, if any; called first by an interface that (re)connects. */
  current: (argument: Record<string, never>) => SweepView | null
  /**
   * Chooses the output whose values are pushed (see ViewContract.tiles); all that is known of it so far
   * is the answer.
   */
  watch: (argument: { output: string }) => MapSnapshot
  /** While hidden nothing is pushed; on return the interface calls `watch` again. */
  setVisible: (argument: { visible: boolean }) => void
  /** All stored outputs and evidence of one point; cheap, for the hover read-out. */
  point: (argument: { point: number }) => PointView
  /** Solves one point again and reports all that can be known of it. */
  inspect: (argument: { point: number }) => PointReport
  /** Computes failed points again, all or in a rectangle of cells, optionally with other solver options. */
  rerunFailed: (argument: { area?: CellArea; solver?: Partial<SolverOptions> }) => { points: number }
  recentSessions: (argument: Record<string, never>) => readonly RecentSession[]
  /** Opens a session file; read-only when another owner is writing it. */
  openSession: (argument: { path: string }) => SweepView
  saveSessionAs: (argument: { path: string }) => { path: string }
  /** Puts the session away; a sweep that runs is stopped first. */
  closeSession: (argument: Record<string, never>) => void
  /** A native dialog where the host has one; null when cancelled or when the host has none. */
  choosePath: (argument: PathQuestion) => string | null
}

/** What the owner tells an interface without being asked; at most 20 `tiles` a second. */
export interface ViewContract extends ScalingEvents {
  sweep: (argument: SweepView | null) => void
  progress: (argument: SweepProgress) => void
  tiles: (argument: MapTiles) => void
  lan: (argument: LanView) => void
  /** A command of the native menu: the id of an action of the interface, such as `session.open`. */
  command: (argument: { name: MenuCommand }) => void
}

export type MenuCommand = string

export interface HostInfo {
  readonly version: string
  readonly host: 'electron' | 'browser'
  /** Whether `choosePath` opens a native dialog. */
  readonly nativeDialogs: boolean
  readonly hostname: string
  readonly cores: number
  readonly defaultWorkers: number
  readonly sessionFolder: string
  /** The model to show first, where the app was started with one; otherwise the first sample. */
  readonly firstModel?: ModelSource
  readonly samples: readonly { readonly id: string; readonly name: string; readonly description: string }[]
}

export type ModelSource =
  { readonly sample: string } | { readonly path: string } | { readonly text: string; readonly name?: string }

export interface ModelView {
  readonly mechanism: Mechanism
  readonly text: string
  /** Warnings; errors reject. */
  readonly findings: readonly Finding[]
  readonly outputs: readonly OutputInfo[]
}

export interface OutputInfo {
  readonly name: string
  readonly unit: string
  readonly group: string
}

/** The form: a model, two axes, fixed values, a start, how to run. */
export interface SweepSetup {
  readonly modelText: string
  readonly x: AxisRequest
  readonly y: AxisRequest
  readonly settings: Readonly<Record<string, number>>
  /** Name of a start, or coverages by species (the rest of each site type is free). */
  readonly start: string | Readonly<Record<string, number>>
  readonly workers: number
  readonly solver?: Partial<SolverOptions>
  /** What to report beyond the steady state of each point. */
  readonly analysis?: Analysis
  /** Session file; made in the session folder when absent. */
  readonly path?: string
}

export interface SetupEstimate {
  readonly points: number
  /** Size of the finished session file and memory while it is open [bytes]. */
  readonly bytes: number
  readonly warnings: readonly string[]
}

/**
 * running and paused: this owner computes; stopped: points are missing, resumable; finished: every
 * point ended; read-only: another owner writes the file, or the file is damaged.
 */
export type SweepPhase = 'running' | 'paused' | 'stopped' | 'finished' | 'read-only'

export interface SweepView {
  readonly sessionPath: string
  readonly sessionId: string
  readonly planHash: string
  readonly setup: SweepSetup
  readonly mechanism: Mechanism
  readonly x: Axis
  readonly y: Axis
  readonly outputs: readonly OutputInfo[]
  readonly progress: SweepProgress
  /** Something went wrong that people must see, such as a full disk; the sweep is paused then. */
  readonly trouble: { readonly code: string; readonly message: string; readonly remedy: string } | null
}

export interface SweepProgress {
  readonly phase: SweepPhase
  readonly points: number
  readonly solved: number
  readonly failed: number
  readonly certified: number
  readonly workers: number
  /** Wall time spent running, over all runs of the session, and time spent computing, over all workers [ms]. */
  readonly wallMs: number
  readonly solveMs: number
  /** Over the last few seconds; undefined until measured. */
  readonly pointsPerSecond: number | undefined
  /** Time left as a range [s]; undefined while estimating. */
  readonly eta: { readonly low: number; readonly high: number } | undefined
  readonly executors: readonly ExecutorView[]
  /** The same by machine, the own one first. */
  readonly machines: readonly MachineView[]
  /** Crashes, hangs, retries: what happened, newest last; bounded. */
  readonly incidents: readonly {
    readonly at: number
    readonly executorId: string
    readonly message: string
  }[]
}

export interface MachineView {
  /** Name for people; also `ExecutorView.machine` of its executors. */
  readonly machine: string
  readonly trusted: boolean
  /** Executors it has now. */
  readonly lanes: number
  readonly points: number
  /** Points of the sweep it computed, as a share of all that ended [0, 1]. */
  readonly share: number
  readonly pointsPerSecond: number | undefined
  readonly faults: number
  /** Points computed twice to check it, and whether it gave other values: it is set aside then. */
  readonly audited: number
  readonly setAside: boolean
  /** The rule behind its share, in one line. */
  readonly rule: string
}

export interface ExecutorView {
  readonly id: string
  readonly label: string
  readonly machine: string
  readonly state: 'starting' | 'idle' | 'busy' | 'restarting' | 'off'
  readonly points: number
  readonly pointsPerSecond: number | undefined
  readonly faults: number
  /** The rule behind its share, in one line. */
  readonly rule: string
  /** Its process, where that is on this computer. */
  readonly pid?: number | undefined
  /** Positions of the point order that it computes now, and for how long already [ms]. */
  readonly working?: SliceAtWork | undefined
}

export interface SliceAtWork {
  readonly from: number
  readonly to: number
  readonly forMs: number
  /** Whether ended points are computed once more, to compare. */
  readonly audit: boolean
}

/** Values of the output on show for the whole grid, row-major y · nx + x; NaN where not solved. */
export interface MapSnapshot {
  readonly output: string
  readonly unit: string
  readonly nx: number
  readonly ny: number
  readonly values: Float64Array
  readonly status: Uint8Array
  /** Grows with every change of the map; tiles older than a snapshot are in it. */
  readonly revision: number
}

/** What changed since the last push. */
export interface MapTiles {
  readonly output: string
  readonly revision: number
  /** Row-major indices of the changed points; shapes of all three are equal. */
  readonly points: Uint32Array
  readonly values: Float64Array
  readonly status: Uint8Array
}

export interface PointView {
  readonly point: number
  readonly x: number
  readonly y: number
  readonly status: number
  readonly reason: string | undefined
  /** In the order of SweepView.outputs; NaN where not known. */
  readonly values: Float64Array
  /** Who computed it, and when [ms since 1970]; undefined for a pending point. */
  readonly computedBy: string | undefined
  readonly computedAt: number | undefined
}

export interface CellArea {
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
}

export interface RecentSession {
  readonly path: string
  readonly model: string
  readonly x: string
  readonly y: string
  readonly points: number
  readonly done: number
  readonly modifiedAt: number
}

export interface PathQuestion {
  readonly purpose: 'open-session' | 'open-model' | 'save-session' | 'save-model' | 'export'
  readonly suggestedName?: string
  readonly format?: ExportFormat
}
