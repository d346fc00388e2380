import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { type Invitation } from '../../shared/lan-contract.js'

export interface InvitationOptions {
  readonly ask: () => Promise<Invitation>
  /** [ms since 1970] */
  readonly now: () => number
  readonly after: (ms: number, callback: () => void) => () => void
}

export interface UseInvitation {
  /** The last code made, for as long as it opens anything. */
  readonly invitation: Readonly<ShallowRef<Invitation | undefined>>
  make(): Promise<void>
}

/** Timers count in 32 bits [ms]; a longer wait is made of several. */
const LONGEST_WAIT_MS = 2 ** 31 - 1

export function useInvitation({ ask, now, after }: InvitationOptions): UseInvitation {
  const invitation = shallowRef<Invitation>()
  let cancel: (() => void) | undefined
  onScopeDispose(() => cancel?.())

  function watchExpiry(): void {
    cancel?.()
    const left = (invitation.value?.expiresAt ?? 0) - now()
    if (left > 0) cancel = after(Math.min(left, LONGEST_WAIT_MS), watchExpiry)
    else invitation.value = undefined
  }

  return {
    invitation: shallowReadonly(invitation),
    make: async () => {
      invitation.value = await ask()
      watchExpiry()
    },
  }
}
