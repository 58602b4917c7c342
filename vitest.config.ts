import { defineConfig } from 'vitest/config';

const server = {
  globalSetup: ['test/harness/global-setup.ts'],
  setupFiles: ['test/harness/quiet-console.ts', 'test/harness/known-seed.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...server,
          name: 'server',
          include: ['src/**/*.test.{ts,tsx}', 'test/{journeys,laws,harness,process}/**/*.test.ts'],
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...server,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
