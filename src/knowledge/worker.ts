/** Trains in a thread of its own, so that the bot goes on talking meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import type { KnowledgeInput } from './input.ts';
import { encodeModel } from './model.ts';
import { train } from './train.ts';

parentPort?.postMessage(encodeModel(train(workerData as KnowledgeInput)));
