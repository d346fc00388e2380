import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const unit = ['shared', 'core', 'worker', 'node', 'cli', 'main', 'renderer', 'build']

export default defineConfig({
  plugins: [vue()],
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: unit.map(folder => `test/${folder}/**/*.test.ts`) },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } },
          // Each test drives a browser and workers: more at once would only wait for each other.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
