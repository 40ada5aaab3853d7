/** A card as SVG. */
import type { Card } from './card.ts';
import { drawChart } from './chart-card.ts';
import { drawPoster } from './poster-card.ts';
import { drawTopic } from './topic-card.ts';

/** @throws {RangeError} when a text is too long for its place */
export function draw(card: Card): string {
  switch (card.kind) {
    case 'topic':
      return drawTopic(card);
    case 'chart':
      return drawChart(card);
    case 'poster':
      return drawPoster(card);
  }
}
