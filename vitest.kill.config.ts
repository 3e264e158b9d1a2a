import { defineConfig } from 'vitest/config';

/** The kill matrix, apart from the other tests: it takes minutes, and one cell after the other. */
export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/kill/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Each kills, freezes and counts on leases of less than a second: beside each other they starve.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
