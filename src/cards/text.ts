/** A card's words as text. */
import { leftToRight } from '../content/fill.ts';
import type { Card, Figure } from './card.ts';

/** Everything a card says, a part a line, in the order it is read: the caption, for those who cannot see the picture. */
export function textOf(card: Card): string {
  return linesOf(card)
    .filter((line) => line !== '')
    .join('\n');
}

function linesOf(card: Card): string[] {
  switch (card.kind) {
    case 'topic': {
      const { locale, heading = '', line, call, source } = card;
      return [heading, line, call === undefined ? '' : `${call.country}: ${leftToRight(call.numbers.join(' · '), locale)}`, source];
    }
    case 'chart':
      return [card.heading, ...card.figures.flatMap(figureLines), card.agency, card.source];
    case 'poster':
      return [
        card.heading,
        ...card.rules.map(({ line }) => line),
        card.call,
        ...card.numbers.map(({ number, whose }) => `${leftToRight(number, card.locale)} (${whose})`),
        card.ask,
        card.source,
      ];
  }
}

const figureLines = ({ text, parts }: Figure) => [text, ...parts.map((part) => `• ${part.text}`)];
