import { formatReport } from '../../node/lan/doctor-text.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'
import { openLanFor } from '../lan.js'

/** Tests the way to other computers, link by link. */
export async function doctorCommand(
  address: string | undefined,
  options: { json?: true },
  host: Host,
): Promise<ExitCode> {
  const lan = await openLanFor(host)
  try {
    const report = await lan.diagnose(address)
    await host.terminal.out(options.json ? `${JSON.stringify(report)}\n` : formatReport(report))
    return report.checks.some(({ state }) => state === 'failed') ? EXIT.failedPoints : EXIT.solved
  } finally {
    await lan.close()
  }
}
