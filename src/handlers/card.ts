import { CHART, cardOf } from '../cards/words.ts';
import { CARD } from '../content/passed.ts';
import { textOf } from '../cards/text.ts';
import type { Content } from '../content/content.ts';
import { topicTitle } from '../content/entry.ts';
import { escapeHtml } from '../content/fill.ts';
import { rows, topicCommand } from './buttons.ts';
import { handler, type Button } from './handler.ts';

/** Pictures one may ask for by name. The poster and the reminder have commands of their own. */
const isOffered = (content: Content, name: string) => name === CARD || name === CHART || content.kindOf(name) === 'safety';

/** Shows a safety topic as a picture. */
export const pictureButton = (content: Content, topic: string, locale: string): Button => ({
  label: content.say(locale, 'commands.card.picture'),
  sends: `card ${topic}`,
});

/** The topics whose figures the chart shows. */
const CHARTED = new Set(['appeal-victims-2020', 'appeal-victims-1991']);

/** The way to the chart, under the entries whose figures it shows. */
export const chartButtons = (content: Content, topic: string, locale: string): Button[][] =>
  CHARTED.has(topic) ? [[{ label: content.say(locale, 'commands.card.chart'), sends: `card ${CHART}` }]] : [];

/** Back to the whole answer: a picture is the shortest form of it. */
const answerButtons = (content: Content, name: string, locale: string): Button[][] =>
  content.kindOf(name) === 'safety' ? [[{ label: topicTitle(content, name, locale), sends: topicCommand(content, name) }]] : [];

/** /card: the pictures there are; `/card <topic id>`: one of them, to look at and to send on. */
export const card = handler({
  name: 'card',
  urgent: ({ text }, { content }) => text === CARD || content.isLifeCritical(text),
  words: { choose: [], picture: [], chart: [] },
  run({ locale, country, text, words }, { content, botName }) {
    if (isOffered(content, text)) {
      const shown = cardOf(content, text, { locale, country }, botName());
      return { html: escapeHtml(textOf(shown)), photo: { card: shown }, buttons: answerButtons(content, text, locale), locale };
    }
    const topics = content.facts.topics.safety.map((topic) => ({ label: topicTitle(content, topic, locale), sends: `card ${topic}` }));
    return { html: words.choose(), buttons: rows(topics, 2), locale };
  },
});
