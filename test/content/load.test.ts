import { expect, test } from 'vitest';
import { copyLocales } from '../fakes/locales.ts';

const spoiled = async (spoil: (locales: Awaited<ReturnType<typeof copyLocales>>) => void) => {
  const locales = await copyLocales();
  spoil(locales);
  return locales.faults();
};

test('the project’s own files are whole', async () => {
  expect((await copyLocales()).faults()).toBe('');
});

test('every fault of every file is told at once, each by file, key and what is wrong', async () => {
  const faults = await spoiled((locales) => {
    locales.change('en/ui.yaml', /^ {4}welcome: >-\n(?: {6}.*\n)+/m, '');
    locales.change('en/safety.yaml', 'title: I found something', 'title: ""');
    locales.change('en/refusals.yaml', 'refuse-war: >-', 'refuse-wars: >-');
    locales.remove('en/about.yaml');
  });
  expect(faults).toContain('en/ui.yaml: commands.start.welcome:');
  expect(faults).toContain('en/refusals.yaml: refuse-war:');
  expect(faults).toContain('en/about.yaml:');
});

test('an empty text is refused', async () => {
  expect(await spoiled((locales) => locales.change('en/safety.yaml', 'title: I found something', 'title: " "'))).toContain(
    'en/safety.yaml: found-item.title: is empty',
  );
});

test('broken YAML is told with its line, and other files are still checked', async () => {
  const faults = await spoiled((locales) => {
    locales.append('en/appeal.yaml', 'x: [1, 2');
    locales.change('en/ui.yaml', 'menu: Start here', 'menu: Start <b>here');
  });
  expect(faults).toMatch(/en\/appeal\.yaml: is no valid YAML: .*line \d+/);
});

test('a tag that is open, unknown or misnested is refused, and so are bare signs of markup', async () => {
  const cases: [string, string][] = [
    ['Start <b>here', '<b> is not closed'],
    ['Start <b><i>here</b></i>', 'closes what is not open'],
    ['Start <div>here</div>', "is no tag of Telegram's"],
    ['Start <b onclick=x>here</b>', 'has attributes'],
    ['Start 1 < 2', '&lt;'],
    ['Start you & me', '&amp;'],
  ];
  for (const [text, what] of cases)
    expect(await spoiled((locales) => locales.change('en/ui.yaml', 'menu: Start here', `menu: "${text}"`)), text).toContain(what);
});

test('what the catalogue would run as code is refused', async () => {
  expect(await spoiled((locales) => locales.change('en/ui.yaml', 'menu: Start here', 'menu: "Start ${process}"'))).toContain(
    'would run as code',
  );
});

test('a placeholder that nothing fills is refused, and so is one that a translation forgot', async () => {
  expect(await spoiled((locales) => locales.change('en/ui.yaml', 'menu: Start here', 'menu: "Start {name}"'))).toContain(
    'nothing fills {name}',
  );
  const faults = await spoiled((locales) => {
    locales.copyLanguage('en', 'de');
    locales.change('de/ui.yaml', '{country}: numbers to call', 'numbers to call');
  });
  expect(faults).toContain('de/ui.yaml: commands.emergency.numbers: must name {country}');
});

test('a typed direction mark or an invisible character is refused', async () => {
  for (const character of ['\u200F', '\u202E', '\u2068', '\u200B', '\u00AD'])
    expect(await spoiled((locales) => locales.change('en/ui.yaml', 'menu: Start here', `menu: "Start${character}"`))).toContain(
      'commands.start.menu: holds',
    );
});

test('a list shorter or longer than the reference’s is refused', async () => {
  const faults = await spoiled((locales) => {
    locales.copyLanguage('en', 'de');
    locales.change('de/safety.yaml', '    - Look around your feet for more objects or wires. Use only your eyes.\n', '');
  });
  expect(faults).toContain('safety.found-item.steps.6: is missing');
});

test('plural forms are exactly those that the language has', async () => {
  const faults = await spoiled((locales) => locales.copyLanguage('en', 'pl'));
  expect(faults).toContain('lacks the plural form "few"');
  expect(faults).toContain('lacks the plural form "many"');
});

test('a source that the facts do not list is refused', async () => {
  expect(await spoiled((locales) => locales.change('en/safety.yaml', 'source: [ses-2025', 'source: [hearsay'))).toContain(
    '"hearsay" is no source',
  );
  expect(await spoiled((locales) => locales.change('_facts.yaml', 'whose: fhn, source: az-112', 'whose: fhn, source: hearsay'))).toContain(
    '_facts.yaml: countries.AZ.112: names the source "hearsay"',
  );
});

test('a number to call in anything but ASCII digits is refused', async () => {
  expect(await spoiled((locales) => locales.change('_facts.yaml', 'number: "112", whose: fhn', 'number: "١١٢", whose: fhn'))).toContain(
    'use ASCII digits',
  );
});

test('a text that would not fit into Telegram after filling is refused', async () => {
  const long = 'word '.repeat(900).trim();
  expect(await spoiled((locales) => locales.change('en/safety.yaml', 'title: I found something', `title: "${long}"`))).toMatch(
    /en\/safety\.yaml: found-item: is \d+ characters after filling; Telegram takes 4096/,
  );
  expect(await spoiled((locales) => locales.change('en/ui.yaml', 'menu: Start here', `menu: "${long.slice(0, 300)}"`))).toContain(
    'Telegram takes 256',
  );
});
