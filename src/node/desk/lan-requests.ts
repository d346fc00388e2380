import { availableParallelism } from 'node:os'
import { type PeerAddress, type SharingSettings } from '../../shared/lan-contract.js'
import { readBoolean, readInteger, readRecord, readText, refuse } from './door.js'

const FINGERPRINT = /^[0-9a-f]{64}$/
const MAX_ADDRESS = 300
const MAX_CODE = 2000

export function readFingerprint(value: unknown): string {
  const fingerprint = readText('fingerprint', value, 64)
  if (!FINGERPRINT.test(fingerprint)) refuse('fingerprint', value, 'is none', 'send 64 lower-case hex digits')
  return fingerprint
}

export function readPeerAddress(argument: unknown): PeerAddress {
  const { fingerprint, address, code } = readRecord('argument', argument)
  if (fingerprint !== undefined) return { fingerprint: readFingerprint(fingerprint) }
  if (address !== undefined) return { address: readText('address', address, MAX_ADDRESS) }
  return { code: readText('code', code, MAX_CODE) }
}

export function readSharing(argument: unknown): SharingSettings {
  const sharing = readRecord('argument', argument)
  return {
    enabled: readBoolean('enabled', sharing['enabled']),
    cores: readInteger('cores', sharing['cores'], 1, availableParallelism()),
    onlyWhenIdle: readBoolean('onlyWhenIdle', sharing['onlyWhenIdle']),
    notOnBattery: readBoolean('notOnBattery', sharing['notOnBattery']),
    paused: readBoolean('paused', sharing['paused']),
  }
}

export function readDoctorAddress(argument: unknown): string | undefined {
  const { address } = readRecord('argument', argument)
  return address === undefined ? undefined : readText('address', address, MAX_ADDRESS)
}
