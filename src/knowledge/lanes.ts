/**
 * The two lanes that run on every message before anything else: somebody may be in danger, or asks to make or handle a mine.
 *
 * Each is a classifier or a word net. The nets' words are content: reserved concepts of a language's lexicon (format in
 * lexicon.ts), all optional, each a list of stems:
 *   ~found      I see, found, dug up, was handed        ~item       mine, shell, grenade, strange object
 *   ~inside     in a minefield, stepped on, it clicked  ~hurt       hurt, bleeding, lost a leg
 *   ~blast      exploded, blew up
 *   ~disarm     defuse, take apart, remove the fuse     ~make       make, build, lay, plant, buy
 *   ~explosive  explosive, TNT, detonator
 */
import { probability } from './logistic.ts';
import type { Settings, Thresholds } from './model.ts';
import type { Ranking } from './rank.ts';

type Concepts = ReadonlySet<string>;
/** Every group needs one of its concepts. */
const net =
  (...groups: readonly (readonly string[])[]) =>
  (concepts: Concepts) =>
    groups.every((group) => group.some((concept) => concepts.has(concept)));

const LIFE_NETS = [net(['~found'], ['~item', '~explosive']), net(['~inside']), net(['~hurt'], ['~blast', '~item'])];
const HARM_NETS = [net(['~disarm'], ['~item', '~explosive']), net(['~make'], ['~item', '~explosive'])];

export interface Lanes {
  /** The life-critical card stands first. */
  readonly card: boolean;
  /** `doubtful`: refuse unless something else is sure. */
  readonly harm: 'no' | 'doubtful' | 'clear';
}

/** A clause is a few words, and few words mislead: it must be far nearer to harm than to any other entry. */
const CLAUSE_LEAD = 1.2;

/** @param concepts those of the lexicon in the message @param clauses rankings of the message's clauses, each by itself */
export const runLanes = (
  { life, harm }: Settings,
  limits: Thresholds,
  ranking: Ranking,
  concepts: Concepts,
  clauses: readonly Ranking[],
): Lanes => {
  const asHarm = probability(harm, ranking.harm);
  const isClear = asHarm >= Math.max(limits.clear, limits.doubtful) || clauses.some(({ harmLead }) => harmLead >= CLAUSE_LEAD);
  const isDoubtful = isClear || asHarm >= limits.doubtful || ranking.harmLead > 0 || HARM_NETS.some((fires) => fires(concepts));
  const isLife = (one: Ranking) => probability(life, one.life) >= limits.card;
  // A request for harm drowns the danger it is asked in, so then each clause is heard by itself.
  const card = isLife(ranking) || LIFE_NETS.some((fires) => fires(concepts)) || (isDoubtful && clauses.some(isLife));
  return { card, harm: isClear ? 'clear' : isDoubtful ? 'doubtful' : 'no' };
};
