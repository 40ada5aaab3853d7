/** What the engine needs to know: how people ask for each entry, and what has nothing to do with any. */

/** How people of one language ask. Readers never see any of it. */
export interface LanguageInput {
  /** Entry id, `harm` or refusal id → phrasings. */
  readonly questions: Readonly<Record<string, readonly string[]>>;
  /** Everyday messages that no entry answers. */
  readonly 'out-of-scope': readonly string[];
  /** Concept → stems, see lexicon.ts; may be empty. */
  readonly lexicon: Readonly<Record<string, readonly string[]>>;
}

/** Topic ids by kind, as `locales/_facts.yaml` lists them. */
export interface TopicLists {
  /** A subset of `safety`. */
  readonly 'life-critical': readonly string[];
  readonly safety: readonly string[];
  /** Id → paragraphs of the appeal. */
  readonly appeal: Readonly<Record<string, readonly number[]>>;
  readonly about: readonly string[];
  /** The refusals with a reason of their own, without `harm`. */
  readonly refusals: readonly string[];
}

export interface KnowledgeInput {
  readonly topics: TopicLists;
  /** Language code → how its people ask. */
  readonly languages: Readonly<Record<string, LanguageInput>>;
}

/** The refusal of help with making or handling explosives; never looked up, never suggested. */
export const HARM = 'harm';

/** Topics whose questions readers cannot tell apart: neither is a rival of the other. */
export const EQUAL_TOPICS: readonly (readonly string[])[] = [
  ['appeal-day', 'day'],
  ['appeal-theme', 'theme'],
  ['appeal-law', 'treaties'],
  ['appeal-silence', 'appeal-request'],
  ['appeal-contamination', 'appeal-since-2020', 'appeal-sabotage'],
];

/** Tells whether a reader could take one topic for the other. */
export const areEqual = (one: string, other: string) =>
  one === other || EQUAL_TOPICS.some((topics) => topics.includes(one) && topics.includes(other));

/** Every id a message can be matched with: topics in menu order, `harm`, then the refusals. */
export const idsOf = ({ safety, appeal, about, refusals }: TopicLists) => [...safety, ...Object.keys(appeal), ...about, HARM, ...refusals];

/** A copy of only what the engine reads, whatever else the content holds. */
export const pickInput = ({ topics, languages }: KnowledgeInput): KnowledgeInput => ({
  topics: {
    'life-critical': topics['life-critical'],
    safety: topics.safety,
    appeal: topics.appeal,
    about: topics.about,
    refusals: topics.refusals,
  },
  languages: Object.fromEntries(
    Object.entries(languages).map(([locale, language]) => [
      locale,
      { questions: language.questions, 'out-of-scope': language['out-of-scope'], lexicon: language.lexicon },
    ]),
  ),
});
