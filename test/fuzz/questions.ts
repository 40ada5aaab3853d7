/** What people ask, of every language: the held-out questions of the benchmark. */
import { globSync, readFileSync } from 'node:fs';

/** A few hundred lines of each language's file, its keys and dashes among them: people paste such things too. */
export const askedQuestions = (): string[] =>
  globSync('test/questions/*.yaml')
    .toSorted()
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(0, 400))
    .map((line) => line.replace(/^\s*(- )?(q: )?/, '').trim())
    .filter((line) => line !== '');
