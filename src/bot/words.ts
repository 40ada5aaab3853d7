/** A handler's declared words as functions that speak one language. */
import type { Content } from '../content/content.ts';
import type { Parameters } from '../content/fill.ts';
import type { Handler } from '../handlers/handler.ts';

/** @param section the part of `ui.yaml` the handler's block stands in */
export function createWords(content: Content) {
  const made = new Map<string, Readonly<Record<string, (parameters?: Parameters) => string>>>();
  return (handler: Handler, section: 'commands' | 'answers', locale: string) => {
    const block = `${section}.${handler.name}`;
    const known = made.get(`${locale} ${block}`);
    if (known !== undefined) return known;
    const words = Object.fromEntries(
      Object.keys(handler.words).map((word) => [word, (parameters?: Parameters) => content.say(locale, `${block}.${word}`, parameters)]),
    );
    made.set(`${locale} ${block}`, words);
    return words;
  };
}
