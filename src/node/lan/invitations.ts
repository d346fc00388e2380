import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Secrets that let computers in which are not paired yet. In memory: they end with the process. */
export interface Invitations {
  readonly make: (options: { validMs: number; uses?: number }) => { secret: string; expiresAt: number }
  /** Uses the invitation up by one; false when there is none for this secret, or no longer. */
  readonly spend: (secret: string, fingerprint: string) => boolean
  readonly revoke: (secret: string) => void
  readonly revokeAll: () => void
  /** A computer that was forgotten does not come back by an invitation made before. */
  readonly exclude: (fingerprint: string) => void
}

interface Open {
  readonly digest: Buffer
  readonly expiresAt: number
  readonly excluded: Set<string>
  uses: number
}

const SECRET_BYTES = 16

/** @param now wall clock [ms since 1970], since an invitation says until when it holds */
export function createInvitations(now: () => number): Invitations {
  let open: Open[] = []
  const without = (secret: string): Open[] => open.filter(({ digest }) => !isDigestOf(digest, secret))

  return {
    make: ({ validMs, uses = 1 }) => {
      const secret = randomBytes(SECRET_BYTES).toString('base64url')
      // Whole seconds, as in the join code.
      const expiresAt = Math.ceil((now() + validMs) / 1000) * 1000
      open = open.filter(other => other.expiresAt > now())
      open.push({ digest: digestOf(secret), expiresAt, uses, excluded: new Set() })
      return { secret, expiresAt }
    },
    spend: (secret, fingerprint) => {
      const found = open.find(({ digest }) => isDigestOf(digest, secret))
      if (!found || found.expiresAt <= now() || found.uses < 1 || found.excluded.has(fingerprint))
        return false
      found.uses--
      return true
    },
    revoke: secret => (open = without(secret)),
    revokeAll: () => (open = []),
    exclude: fingerprint => open.forEach(({ excluded }) => excluded.add(fingerprint)),
  }
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares digests, so that neither length nor time tells how much of a guess was right. */
const isDigestOf = (digest: Buffer, secret: string): boolean => timingSafeEqual(digest, digestOf(secret))
