import { expect, test } from 'vitest';
import { reminderMessage } from '../../src/content/reminder.ts';
import { visibleLength } from '../../src/content/rules.ts';
import { realContent } from '../fakes/app.ts';

test('the message of 4 April has three rules and the reader’s numbers in every language, and fits under a picture', () => {
  const { content } = realContent();
  for (const locale of content.locales) {
    const message = reminderMessage(content, { locale, country: 'AZ' }, 2025);
    expect(message.match(/^\d\. /gm)).toEqual(['1. ', '2. ', '3. ']);
    expect(message).toContain('112');
    expect(message).toContain('Safe Futures Start Here');
    expect(visibleLength(message)).toBeLessThanOrEqual(1024);
  }
});

test('a year without a sourced theme is given none', () => {
  const { content } = realContent();
  expect(reminderMessage(content, { locale: 'en', country: undefined }, 2027)).not.toContain('Theme');
});
