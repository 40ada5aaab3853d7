/** `npm run licences`: writes docs/licences.md, what is installed beside our own code and under which licence. `--check` only says whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../paths.ts';

const PAGE = join(ROOT, 'docs', 'licences.md');

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});

interface Installed {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly isOptional: boolean;
}

/** What a server gets: without the tools of development, each package and version once. */
function installed(): Installed[] {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
  const all = Object.entries(packages).flatMap(([path, { name, version = '', license = 'none named', dev, optional }]) =>
    path === '' || dev === true
      ? []
      : [{ name: name ?? path.replace(/^.*node_modules\//, ''), version, licence: license, isOptional: optional === true }],
  );
  const once = new Map(all.map((one) => [`${one.name} ${one.version}`, one]));
  return [...once.values()].toSorted((a, b) => (a.name === b.name ? a.version.localeCompare(b.version, 'en') : a.name < b.name ? -1 : 1));
}

const countOf = (all: readonly Installed[]) => {
  const licences = Map.groupBy(all, ({ licence }) => licence);
  return [...licences].toSorted(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
};

const pageOf = (all: readonly Installed[]) => `# Licences

What \`npm ci --omit=dev\` may install, as package-lock.json has it; optional packages are those of one kind of machine each.
Written by \`npm run licences\`. Our own code: [LICENSE](../LICENSE).

${countOf(all)
  .map(([licence, some]) => `${licence}: ${some.length}`)
  .join(' · ')}

| package | version | licence | |
|---|---|---|---|
${all.map(({ name, version, licence, isOptional }) => `| ${name} | ${version} | ${licence} | ${isOptional ? 'optional' : ''} |`).join('\n')}
`;

const page = pageOf(installed());
if (!process.argv.includes('--check')) writeFileSync(PAGE, page);
else if (readFileSync(PAGE, 'utf8') !== page) {
  console.error('docs/licences.md is not what package-lock.json says: run npm run licences.');
  process.exitCode = 1;
}
