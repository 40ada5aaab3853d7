/** Keeps what was made for a reader: a content never changes, and making a message anew took a quarter of the time of an answer. */
import { keep } from '../bounded.ts';
import type { Content } from './content.ts';

/** For whom a message is made. */
export interface Reader {
  readonly locale: string;
  /** ISO 3166 code, `other` for a country without checked numbers, undefined when none was chosen. */
  readonly country: string | undefined;
  /** The safety card with the numbers stands above this message already. */
  readonly underCard?: boolean;
  /** Somebody passes this message on: their country's numbers stand first among those of several. */
  readonly passedFrom?: string | undefined;
}

/** Bounds the memory: some megabytes. All topics of all languages, and as many again for readers who chose a country. */
const MOST = 2000;

/** @param make gives the same for the same topic and reader, and nobody changes what it gave */
export function perReader<T>(make: (content: Content, topic: string, reader: Reader) => T) {
  const contents = new WeakMap<Content, Map<string, T>>();
  return (content: Content, topic: string, reader: Reader): T => {
    const made = contents.get(content) ?? new Map<string, T>();
    contents.set(content, made);
    const { locale, country = '', underCard = false, passedFrom = '' } = reader;
    const key = `${topic} ${locale} ${country} ${underCard} ${passedFrom}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(content, topic, reader);
    keep(made, key, value, MOST);
    return value;
  };
}
