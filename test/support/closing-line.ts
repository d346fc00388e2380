import type { Reporter, TestModule } from 'vitest/node'
import { takeHostsNote } from './hosts-note.js'
import { netnsNote } from './netns-note.js'

/**
 * Ends a run with one line that people and CI read alike: `N passed, N failed, N skipped`; before it, which
 * hosts the end-to-end specs ran on, and whether there were network namespaces for those that need them.
 */
export default class ClosingLine implements Reporter {
  onTestRunStart(): void {
    // What an interrupted run left behind says nothing about this one.
    takeHostsNote()
    netnsNote.take()
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++
      // A suite fails without any test of it failing when its hooks do.
      const suites = [module, ...module.children.allSuites()]
      count.failed += suites.filter(suite => suite.errors().length > 0).length
    }
    const skipped = count.skipped + count.pending
    const notes = [takeHostsNote(), netnsNote.take()].filter(note => note !== undefined)
    process.once('beforeExit', () => {
      for (const note of notes) process.stdout.write(`\n${note}`)
      process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${skipped} skipped\n`)
    })
  }
}
