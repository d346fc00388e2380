import { isCode } from '../../shared/errors.js'
import { type Case, failed, passed, skipped, type Verdict } from './doctor-case.js'
import { type Failure } from './doctor-remedies.js'

/** A difference that people should know of when they compare logs [ms]; nothing is decided by it. */
const NOTABLE_CLOCK_MS = 2_000

export async function checkTls({ peer, hello, ownFingerprint }: Case): Promise<Verdict> {
  try {
    const answer = await hello()
    if (answer.fingerprint === ownFingerprint)
      return failed({
        detail: `${peer?.address} answers with the identity of this very installation.`,
        remedy:
          'Either this is the address of this computer, or one of the two is a copy of the other: give one a new identity.',
      })
    return passed(`${answer.hello.name}, fingerprint ${answer.fingerprint.slice(0, 16)}…`)
  } catch (thrown) {
    return failed(helloFailure(thrown, peer?.address ?? ''))
  }
}

export async function checkVersion({ hello, own }: Case): Promise<Verdict> {
  const theirs = (await hello()).hello
  if (theirs.protocol === own.protocol && theirs.engine === own.engine)
    return passed(`Protocol ${own.protocol}, ${own.engine}; Isobar ${theirs.version} there`)
  return failed({
    detail: `Here protocol ${own.protocol}, ${own.engine}; there protocol ${theirs.protocol}, ${theirs.engine} (Isobar ${theirs.version}).`,
    remedy: 'Install the same version of Isobar on both computers.',
  })
}

export async function checkClock({ hello, ports }: Case): Promise<Verdict> {
  const { date } = await hello()
  if (date === undefined) return skipped('The other side does not say what time it is there')
  const difference = Math.abs(ports.wallClock() - date)
  const seconds = Math.round(difference / 1000)
  if (difference < NOTABLE_CLOCK_MS) return passed('Both clocks agree')
  return passed(`The clocks differ by ${seconds} s; nothing depends on it, but times in logs will not match`)
}

function helloFailure(thrown: unknown, address: string): Failure {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  if (isCode(thrown, 'peer/wrong-certificate'))
    return {
      detail: `Somebody else answers at ${address}: ${message}.`,
      remedy:
        'If that computer was installed anew, forget it and pair again; else somebody may be listening in.',
    }
  if (isCode(thrown, 'peer/mismatch'))
    return {
      detail: `${address} speaks another version: ${message}.`,
      remedy: 'Install the same version of Isobar on both computers.',
    }
  return {
    detail: `${address} accepts connections, but does not answer like an Isobar: ${message}.`,
    remedy:
      'Check that the port is the one Isobar shows there; a proxy or virus scanner that opens TLS must let it pass.',
  }
}
