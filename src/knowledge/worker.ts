/** Trains in a process of its own, which leaves none of its memory behind: the content comes in as JSON, the model goes out as bytes. */
import { json } from 'node:stream/consumers';
import type { KnowledgeInput } from './input.ts';
import { encodeModel } from './model.ts';
import { train } from './train.ts';

process.stdout.write(encodeModel(train((await json(process.stdin)) as KnowledgeInput)));
