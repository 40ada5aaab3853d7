import { safetyCard } from '../content/entry.ts';
import { cardButtons } from './buttons.ts';
import { handler } from './handler.ts';

/** A photo, voice message, sticker, location or anything else that is no text: it may be a mine, so the safety card comes first. */
export const unsupported = handler({
  name: 'unsupported',
  urgent: () => true,
  words: { reads: [] },
  run: ({ locale, country, words }, { content }) => ({
    html: `${safetyCard(content, { locale, country })}\n\n${words.reads()}`,
    buttons: cardButtons(content, { locale, country }),
  }),
});
