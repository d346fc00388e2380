import type { Provenance } from '../../../src/shared/provenance.js'

export const about = (): Provenance => ({
  sessionId: '00000000-0000-4000-8000-000000000000',
  planHash: 'ab'.repeat(32),
  version: '0.1.0',
  engine: 'isobar-engine/1',
  createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  runs: [{ startedAt: Date.UTC(2026, 0, 2, 3, 4, 6), wallMs: 120, workers: 3, host: 'desk' }],
  machines: [{ machine: 'desk', points: 14 }],
})
