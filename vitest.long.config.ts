import { defineConfig } from 'vitest/config';

/** What takes minutes: `npm run test:long`. One file at a time, so that none measures another's load. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    globalSetup: 'test/setup.ts',
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
});
