/** Draws in a process of its own: a picture takes as long as a hundred answers, and its fonts more memory than the bot. */
import type { Card } from './card.ts';
import { render } from './render.ts';

/** What is asked of the process, and what it answers. */
export interface Order {
  readonly id: number;
  readonly card: Card;
}
export type Done = { readonly id: number } & ({ readonly png: Uint8Array } | { readonly reason: string });

function answer({ id, card }: Order): Done {
  try {
    return { id, png: render(card) };
  } catch (error) {
    return { id, reason: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', (order: Order) => process.send?.(answer(order)));
