/** The shape of every file under `locales/`: what an editor may write, and what the loader refuses. */
import { z } from 'zod';

const text = z.string();
const date = z.iso.date();
const topicId = z.string().regex(/^[a-z0-9-]+$/, 'use lower-case letters, digits and hyphens');

/** Certainty of a fact: `C` read in the authority's own page, `C2` read in a secondary source. Anything less does not ship. */
const source = z.strictObject({
  title: text,
  /** How a picture names it. */ short: text.max(36).optional(),
  url: z.url(),
  checked: date,
  certainty: z.enum(['C', 'C2']),
});

const emergencyNumber = z.strictObject({
  number: z.string().regex(/^\d{2,6}$/, 'use ASCII digits only'),
  whose: z.string(),
  source: z.string(),
  checked: date,
});

/** Counts with the day they were true on; every other key is a count of people. */
const figure = z.strictObject({ 'as-of': date, source: z.string() }).catchall(z.int().nonnegative());

/** `locales/_facts.yaml`: what is the same in every language, written once. */
export const factsSchema = z.strictObject({
  /** Texts with a name in them, such as the Ombudsman's; an editor changes them here. */
  names: z.record(
    z.string(),
    z.strictObject({
      text,
      source: z.string(),
      checked: date,
      /** As other scripts write it. */ in: z.record(z.string(), text).optional(),
    }),
  ),
  sources: z.record(z.string(), source),
  /** ISO 3166 codes in the order the menu lists them. */
  countries: z.record(z.string().regex(/^[A-Z]{2}$/), z.strictObject({ numbers: z.array(emergencyNumber).min(1) })),
  /** Whose numbers are shown to a reader who has chosen no country. */
  'countries-unchosen': z.array(z.string()).min(1),
  topics: z.strictObject({
    /** Answered before anything else; a subset of `safety`. */
    'life-critical': z.array(topicId),
    safety: z.array(topicId),
    /** Topic id to the paragraphs of the appeal it rests on, 0 to 15. */
    appeal: z.record(topicId, z.array(z.int().min(0).max(15)).min(1)),
    about: z.array(topicId),
    /** Ids of refusals with a reason of their own. */
    refusals: z.array(topicId),
  }),
  /** Ids of quiz questions, each with the safety topic it practises. */
  quiz: z.strictObject({ everybody: z.record(topicId, topicId), children: z.record(topicId, topicId) }),
  /** The Day's theme by year, only those with a source. */
  themes: z.record(z.string().regex(/^\d{4}$/), z.strictObject({ text, source: z.string(), checked: date })),
  figures: z.record(z.string(), figure),
});
export type Facts = z.infer<typeof factsSchema>;

const sources = z.array(z.string()).min(1);

const safetyEntry = z.strictObject({
  title: text,
  /** What to do, in order. */
  steps: z.array(text).min(1),
  /** What never to do; each reads on from the word "Never". */
  never: z.array(text),
  /** Longer guidance, folded away under the steps. */
  notes: z.array(text).optional(),
  /** The last line; `{emergency}` is the numbers to call. */
  closing: text,
  source: sources,
  /** For pictures and previews: at most 12 words, and a description for those who cannot see it. */
  card: z.strictObject({ line: text, alt: text }),
});
export type SafetyEntry = z.infer<typeof safetyEntry>;

const appealEntry = z.strictObject({
  title: text,
  /** Attributes every claim to the appeal. */
  answer: text,
  /** A later sourced figure, on a line of its own with its own date and source. */
  later: text.optional(),
});

const aboutEntry = z.strictObject({ title: text, answer: text, source: z.array(z.string()) });

/** The words a handler needs: word to the names of its `{parameters}`. */
export type WordList = Readonly<Record<string, readonly string[]>>;
/** All words the code needs, by section of `ui.yaml` and block; `menu` is asked of every command besides. */
export type WordsNeeded = Readonly<Record<'commands' | 'answers' | 'shared', Readonly<Record<string, WordList>>>>;

const block = (words: WordList) => z.strictObject(Object.fromEntries(Object.keys(words).map((word) => [word, text])));
const blocks = (section: Readonly<Record<string, WordList>>) =>
  z.strictObject(Object.fromEntries(Object.entries(section).map(([name, words]) => [name, block(words)])));

const byId = <S extends z.ZodType>(ids: readonly string[], schema: S) => z.strictObject(Object.fromEntries(ids.map((id) => [id, schema])));

/** Names of the services that answer emergency numbers, from the facts. */
export const servicesOf = (facts: Facts) => [
  ...new Set(Object.values(facts.countries).flatMap(({ numbers }) => numbers.map(({ whose }) => whose))),
];

/** Schemas of a language's files of words; what they hold follows from the facts and from what the code needs. */
export const languageSchemas = (facts: Facts, needed: WordsNeeded) => ({
  ui: z.strictObject({
    /** `letters`: the alphabet in lower case, for languages that share their script with others. */
    language: z.strictObject({ name: text, review: text, letters: text.optional() }),
    commands: blocks(needed.commands),
    answers: blocks(needed.answers),
    shared: blocks(needed.shared),
    services: byId(servicesOf(facts), text),
    plurals: z.record(z.string(), z.record(z.string(), text)),
    profile: z.strictObject({ description: text, short: text }),
  }),
  safety: z.strictObject({
    'safety-card': z.strictObject({
      lines: z.array(text).length(4),
      /** The card's three buttons, by life-critical topic. */
      buttons: byId(facts.topics['life-critical'], text),
      card: z.strictObject({ line: text, alt: text }),
    }),
    ...byId(facts.topics.safety, safetyEntry).shape,
  }),
  appeal: byId(Object.keys(facts.topics.appeal), appealEntry),
  about: byId(facts.topics.about, aboutEntry),
  refusals: byId(['harm', 'unknown', ...facts.topics.refusals], text),
});

/** Schemas of a language's files that readers never see: for answering and checking. */
export const workingSchemas = (facts: Facts) => ({
  questions: byId([...topicsOf(facts), 'harm', ...facts.topics.refusals], z.array(text).min(1)),
  'out-of-scope': z.array(text),
  lexicon: z.record(z.string(), z.array(text).min(1)),
  glossary: z.record(z.string(), z.array(text).min(1)),
});

/** Every topic the bot can answer with, in menu order. */
export const topicsOf = ({ topics }: Facts) => [...topics.safety, ...Object.keys(topics.appeal), ...topics.about];
