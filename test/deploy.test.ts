import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { expect, test } from 'vitest';
import { fontFiles } from '../src/cards/fonts.ts';
import { readConfig } from '../src/config.ts';
import { listLocales } from '../src/content/load.ts';
import { LOCALES } from '../src/paths.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const flagsOf = (command: string) => [...command.matchAll(/--max-[\w-]+=\d+/g)].map(([flag]) => flag);

const manifest = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
};
const dockerfile = read('Dockerfile');

test('the image has the Node that the install brings elsewhere', () => {
  const images = [...dockerfile.matchAll(/^FROM node:([\d.]+)-/gm)].map(([, version]) => version);
  expect(images).toHaveLength(2);
  expect(new Set([...images, ...Object.values(manifest.optionalDependencies)]).size).toBe(1);
});

test('the image and the systemd unit start the program with the limits of npm start', () => {
  const flags = flagsOf(manifest.scripts['start'] ?? '');
  expect(flagsOf(/^CMD.*$/m.exec(dockerfile)?.[0].replaceAll('"', '') ?? '')).toEqual(flags);
  expect(flagsOf(/^ExecStart=.*$/m.exec(read('docs/running.md'))?.[0] ?? '')).toEqual(flags);
});

test('the image keeps every font that a picture is drawn with', () => {
  const kept = [...dockerfile.matchAll(/! -name '\*(\S+)'/g)].map(([, end = '']) => end);
  const files = listLocales(LOCALES).flatMap((locale) => fontFiles(locale).map((file) => basename(file)));
  expect(kept.length).toBeGreaterThan(0);
  expect(files.filter((file) => !kept.some((end) => file.endsWith(end)))).toEqual([]);
});

test('compose.yaml gives the program settings it knows and takes, inside the container', () => {
  const { services } = load(read('compose.yaml'), { schema: CORE_SCHEMA }) as {
    readonly services: { readonly bot: { readonly environment: Readonly<Record<string, string>> } };
  };
  const settings = services.bot.environment;
  const known = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
  expect(Object.keys(settings).filter((name) => !known.has(name))).toEqual([]);
  const url = settings['DATABASE_URL']?.replace(/\$\{.*?\}/, 'secret');
  expect(readConfig({ ...settings, DATABASE_URL: url }, listLocales(LOCALES))).toMatchObject({ HOST: '0.0.0.0', PORT: 8080 });
});

test('docs/licences.md lists what package-lock.json installs', () => {
  expect(spawnSync(process.execPath, ['src/cli/licences.ts', '--check'], { encoding: 'utf8' }).stderr).toBe('');
});

test('every dependency has an exact version, and every one that ships a line that says what for', () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const ranges = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(ranges).toEqual([]);
  const told = read('docs/decisions.md')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .join('\n');
  const names = [...Object.keys(dependencies), ...Object.keys(optionalDependencies)];
  // A scope's packages may share a line.
  const isTold = (name: string) => told.includes(name) || told.includes(`${name.split('/')[0]}/*`);
  expect(names.filter((name) => !isTold(name))).toEqual([]);
});
