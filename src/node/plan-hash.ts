import { createHash } from 'node:crypto'
import { type Plan, planFingerprint } from '../shared/plan.js'

/** SHA-256 of all that decides the numbers of a plan, in hexadecimal. */
export const planHash = (plan: Plan): string =>
  createHash('sha256').update(planFingerprint(plan)).digest('hex')
