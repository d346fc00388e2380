import { type DatabaseSync } from 'node:sqlite'
import { randomUUID } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { ENGINE, type Plan, pointCount } from '../../shared/plan.js'
import { planOrder } from '../../shared/plan-order.js'
import { columnsOf } from '../../shared/record.js'
import { planHash } from '../plan-hash.js'
import { isPlan } from '../plan-shape.js'

/** What a session says of itself before any result. */
export interface Header {
  readonly id: string
  /** Wall-clock time [ms since 1970]. */
  readonly createdAt: number
  /** The engine that computes its results; those of different engines never mix. */
  readonly engine: string
  /** Version of the Isobar that made it. */
  readonly version: string
  readonly planHash: string
  readonly plan: Plan
}

const COLUMNS = [
  'id',
  'created_at',
  'engine',
  'version',
  'plan_hash',
  'model',
  'x',
  'y',
  'points',
  'columns',
  'plan',
  'point_order',
] as const

export const newHeader = (plan: Plan, version: string): Header => ({
  id: randomUUID(),
  createdAt: Date.now(),
  engine: ENGINE,
  version,
  planHash: planHash(plan),
  plan,
})

export function writeHeader(
  db: DatabaseSync,
  { id, createdAt, engine, version, planHash, plan }: Header,
): void {
  const { mechanism, x, y } = plan
  const order = planOrder(plan)
  const values = [
    id,
    createdAt,
    engine,
    version,
    planHash,
    mechanism.name,
    x.parameter,
    y.parameter,
    pointCount(plan),
    JSON.stringify(columnsOf(mechanism).map(({ name, unit }) => ({ name, unit }))),
    JSON.stringify(plan),
    new Uint8Array(order.buffer),
  ]
  const places = [...values, 0].map(() => '?').join(', ')
  db.prepare(`INSERT INTO session (${COLUMNS.join(', ')}, crc) VALUES (${places})`).run(
    ...values,
    checksum(values),
  )
}

/** Undefined when it is not what `writeHeader` wrote, or holds something else than a plan. */
export function readHeader(db: DatabaseSync): Header | undefined {
  const row = db.prepare('SELECT * FROM session').get()
  if (!row || checksum(COLUMNS.map(column => row[column])) !== row['crc']) return undefined
  const plan: unknown = JSON.parse(row['plan'] as string)
  if (!isPlan(plan)) return undefined
  const header: Header = {
    id: row['id'] as string,
    createdAt: row['created_at'] as number,
    engine: row['engine'] as string,
    version: row['version'] as string,
    planHash: row['plan_hash'] as string,
    plan,
  }
  return header.engine !== ENGINE || planHash(header.plan) === header.planHash ? header : undefined
}

const checksum = (values: readonly unknown[]): number =>
  values.reduce<number>(
    (crc, value) => crc32(value instanceof Uint8Array ? value : `${JSON.stringify(value)}\n`, crc),
    0,
  )
