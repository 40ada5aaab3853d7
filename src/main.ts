/** The entry: checks the runtime, reads the settings, starts, and stops on SIGTERM and SIGINT. */
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  // Said before anything is imported: the database driver crashes on older versions instead of saying why.
  process.stderr.write(
    `This bot needs Node 24; this is Node ${process.versions.node}. Start it with "npm start", which brings its own Node 24.\n`,
  );
  process.exit(1);
}
const { CODE_CACHE } = await import('./paths.ts');
// A quarter of the start is compiling. Where the folder cannot be written, it is compiled anew each time.
process.getBuiltinModule('node:module').enableCompileCache(CODE_CACHE);
const { run } = await import('./run.ts');
process.exitCode = await run(process.env);
// The questions may still be being learned, which would hold the process for up to a minute.
setTimeout(() => process.exit(), 100).unref();
