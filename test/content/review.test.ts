import { expect, test } from 'vitest';
import { reviewFaults } from '../../src/content/review.ts';
import { untranslated } from '../../src/content/untranslated.ts';
import { copyLocales } from '../fakes/locales.ts';

const said = async (spoil: (locales: Awaited<ReturnType<typeof copyLocales>>) => void, locale = 'ru') => {
  const locales = await copyLocales();
  spoil(locales);
  const content = locales.load();
  return [...untranslated(content, locale), ...reviewFaults(content, locale)].map(({ key, what }) => `${key}: ${what}`).join('\n');
};

test('nothing is held against the project’s own languages', async () => {
  const content = (await copyLocales()).load();
  for (const locale of content.locales) expect([...untranslated(content, locale), ...reviewFaults(content, locale)], locale).toEqual([]);
});

test('a number that the reference says and the translation does not is found', async () => {
  expect(await said((locales) => locales.change('ru/safety.yaml', 'не меньше чем на 100 метров', 'подальше'))).toContain(
    'found-item.steps.4: does not say the number 100',
  );
});

test('a Latin letter within a Cyrillic word is found, and so is a letter of another Cyrillic language', async () => {
  expect(await said((locales) => locales.change('ru/safety.yaml', 'Остановитесь. Ничего', 'Остaновитесь. Ничего'))).toContain(
    'letters that this language does not write',
  );
  expect(await said((locales) => locales.change('ru/safety.yaml', 'Остановитесь. Ничего', 'Остановітесь. Ничего'))).toContain(
    'letters that this language does not write',
  );
});

test('a safety text that takes a side is found', async () => {
  expect(
    await said((locales) => locales.change('ru/safety.yaml', 'Остановитесь. Ничего', 'Остановитесь на освобождённой земле. Ничего')),
  ).toContain('take no side');
});

test('a fixed term that is rendered otherwise is found', async () => {
  expect(await said((locales) => locales.change('ru/glossary.yaml', /^shell: .*$/m, 'shell: [скорлупа]'))).toContain(
    'does not say "shell"',
  );
});

test('a text left in the language of the reference is found', async () => {
  expect(await said((locales) => locales.change('ru/ui.yaml', 'menu: Язык', 'menu: Language'))).toContain(
    'commands.language.menu: is still in English',
  );
});

test('an entry much shorter than the language usually is is found', async () => {
  expect(
    await said((locales) => locales.change('ru/refusals.yaml', /refuse-politics: >-\n(?: {2}.*\n)+/, 'refuse-politics: Не знаю.\n')),
  ).toContain('refuse-politics: is 0.');
});
