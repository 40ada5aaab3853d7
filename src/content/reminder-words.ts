/** Words of the message of 4 April, asked of each language under `shared`. */
import type { WordList } from '../content/schema.ts';

export const REMINDER_WORDS = {
  reminder: {
    title: [],
    day: [],
    theme: ['year', 'theme'],
    touch: [],
    step: [],
    tell: [],
    call: ['emergency'],
    learn: [],
    share: [],
    stop: [],
  },
} as const satisfies Record<string, WordList>;
