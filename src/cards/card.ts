/** What a picture shows, as plain data: everything that is drawn or said under it, and nothing about how. */
import type { Urgency } from './palette.ts';

/** Numbers to call, and in which country they are right: a picture travels. */
export interface Call {
  readonly country: string;
  /** ASCII digits. */
  readonly numbers: readonly string[];
}

interface Common {
  /** Language of every word on it. */
  readonly locale: string;
  readonly source: string;
  /** `t.me/…`, where the picture came from. */
  readonly link: string;
}

/** One topic at a glance: a pictogram and at most twelve words. */
export interface TopicCard extends Common {
  readonly kind: 'topic';
  readonly pictogram: string;
  readonly urgency: Urgency;
  /** Above the line, where the line alone does not say what it is about. */
  readonly heading?: string;
  readonly line: string;
  readonly call?: Call;
}

/** A count and its parts. */
export interface Figure {
  readonly title: string;
  readonly total: number;
  /** Written as the language writes numbers. */
  readonly totalText: string;
  /** The title and the total in one line. */
  readonly text: string;
  /** Each with what is counted and how many in one line. */
  readonly parts: readonly { readonly count: number; readonly text: string }[];
}

/** Figures of the appeal, with whose they are. */
export interface ChartCard extends Common {
  readonly kind: 'chart';
  /** Says whose figures these are. */
  readonly heading: string;
  readonly figures: readonly Figure[];
  readonly agency: string;
}

/** A sheet to print and hang up. */
export interface PosterCard extends Common {
  readonly kind: 'poster';
  readonly heading: string;
  readonly rules: readonly { readonly pictogram: string; readonly line: string }[];
  /** Empty where the country's numbers are not known: then there is room to write one in. */
  readonly numbers: readonly { readonly number: string; readonly whose: string }[];
  /** Above the numbers, or above the room for one. */
  readonly call: string;
  /** Beside the code. */
  readonly ask: string;
  /** What the code leads to. */
  readonly address: string;
}

export type Card = TopicCard | ChartCard | PosterCard;
