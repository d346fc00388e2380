import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one line that people and CI read alike: `N passed, N failed, N skipped`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++
      if (module.errors().length > 0) count.failed++
    }
    const skipped = count.skipped + count.pending
    process.once('beforeExit', () => {
      process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${skipped} skipped\n`)
    })
  }
}
