import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**'],
    maxWorkers: 2,
    globalSetup: 'test/setup.ts',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
