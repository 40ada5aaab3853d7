/** Trains in a thread of its own, so that the bot goes on talking meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import type { KnowledgeInput } from './input.ts';
import { encodeModel } from './model.ts';
import { train } from './train.ts';

const bytes = encodeModel(train(workerData as KnowledgeInput));
parentPort?.postMessage(bytes, [bytes.buffer]);
