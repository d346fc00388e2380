import { IsobarError } from '../../shared/errors.js'
import { type LaneSlice, PEER_LIMITS } from '../../shared/peer-contract.js'
import { type Plan, pointCount } from '../../shared/plan.js'
import { columnsOf } from '../../shared/record.js'
import { refusePeer } from './peer-messages.js'

/** What a frame needs besides rows and status [bytes]. */
const FRAME_MARGIN = 2 ** 20

/** Makes the check of slices of one plan: `peer/refused` for what no Isobar asks for. */
export function sliceCheck(plan: Plan): (slice: LaneSlice, underWay: number) => void {
  const points = pointCount(plan)
  const pointBytes = 8 * columnsOf(plan.mechanism).length + 1
  const most = Math.floor((PEER_LIMITS.frameBytes - FRAME_MARGIN) / pointBytes)

  return ({ from, to }, underWay) => {
    const asked = to - from
    if (asked <= 0 || to > points) refusePeer(`points ${from} to ${to} are no slice of ${points}`)
    if (asked > PEER_LIMITS.slicePoints) refusePeer(`a slice of ${asked} points is too large`)
    if (underWay >= PEER_LIMITS.slicesPerLane) refusePeer('it gives one lane too many slices')
    if (asked > most)
      throw new IsobarError('input/invalid', `the answer to ${asked} points would not fit a frame`, {
        field: 'to',
        value: String(to),
        remedy: `Ask for up to ${most} points at a time.`,
      })
  }
}
