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

test('a card of more than twelve words is found, in the reference as well, and one of more than 24 characters in Chinese', async () => {
  const lengthen = (locale: string, long: string) =>
    said((locales) => locales.change(`${locale}/safety.yaml`, /(\nfound-item:[^]*?\n {4}line: ).*/, `$1${long}`), locale);
  const twelve = 'Stop. Do not touch it. Do not take a step. Call now.';
  expect(await lengthen('en', twelve)).not.toContain('card.line: is');
  expect(await lengthen('en', `${twelve} Wait.`)).toContain('safety.found-item.card.line: is 13 words');
  expect(await lengthen('ru', 'Раз два три четыре пять шесть семь восемь девять десять кое-кто.')).not.toContain('card.line: is');
  expect(await lengthen('ru', 'Раз два три четыре пять шесть семь восемь девять десять кое-кто ещё.')).toContain('is 13 words');
  expect(await lengthen('zh', '停下。'.repeat(9))).toContain('is 27 characters');
});

test('the reminder’s card is held to the same: its day and the safety card’s line together', async () => {
  expect(await said((locales) => locales.change('en/ui.yaml', '    day: "4 April"', '    day: "Every 4 April"'), 'en')).toContain(
    'shared.picture.day with safety.safety-card.card.line: is 13 words',
  );
});
