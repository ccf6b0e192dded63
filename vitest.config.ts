import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    // One real engine for all test files; each takes indexes of its own name.
    globalSetup: ['tests/support/engine-setup.ts'],
    // No test asserts a time: these only end what hangs, also on a machine that has other work.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Files share what they import: loading rules and models for each anew took a third of the time of the unit tests.
    isolate: false,
    maxWorkers: 3,
  },
});
