/** Sends pictures: by the id Telegram gave them, else uploaded, once, while others who want the same one wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError, InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import type { Printer } from '../cards/printer.ts';
import type { Photo } from '../handlers/handler.ts';
import { createIds, createTroubles, type IdsParts } from './photo-memory.ts';
import { isFileRefused, isPictureRefused } from './send.ts';

/** Makes the call, with an id or with the picture itself. */
export type Post = (file: string | InputFile) => Promise<Message>;

export interface PhotosParts extends IdsParts {
  readonly printer: Printer;
  /** Milliseconds until the last moment to begin a call: what is not drawn or not uploaded by another by then goes out as text. */
  readonly patienceMs?: number;
}

/** One picture to send. `end` by `performance.now()`. */
interface Errand {
  readonly name: string;
  readonly photo: Photo;
  readonly post: Post;
  readonly end: number;
}
interface Memory {
  readonly ids: ReturnType<typeof createIds>;
  readonly troubles: ReturnType<typeof createTroubles>;
}

const PATIENCE_MS = 4_000;
const wait = (ms: number) => sleep(Math.max(0, ms), undefined, { ref: false });
/** The id by which Telegram sends the same again; of several sizes the largest is last. */
const idOf = ({ photo, document }: Message) => photo?.at(-1)?.file_id ?? document?.file_id;

/** Draws and uploads a picture. @returns undefined when it was not drawn before `end` */
async function upload({ printer, log }: PhotosParts, { name, photo, post, end }: Errand, memory: Memory): Promise<Message | undefined> {
  const { card, asFile = false } = photo;
  const drawn = printer.draw(card).catch((error: unknown) => {
    log.error({ err: error, picture: card.kind }, 'a picture could not be drawn; the text goes out alone');
    memory.troubles.leaveOut(name);
    return undefined;
  });
  const png = await Promise.race([drawn, wait(end - performance.now())]);
  if (png === undefined) return undefined;
  const message = await post(new InputFile(png, `${asFile ? 'poster' : 'card'}.png`));
  const id = idOf(message);
  if (id !== undefined) await memory.ids.keep(name, id);
  return message;
}

/** Sends by an id. @returns undefined when Telegram does not take it any more */
async function sendKnown({ name, post }: Errand, id: string, { ids }: Memory): Promise<Message | undefined> {
  try {
    return await post(id);
  } catch (error) {
    if (!isFileRefused(error)) throw error;
    await ids.drop(name, id);
    return undefined;
  }
}

const settled = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    () => undefined,
  );

function createErrands(parts: PhotosParts, memory: Memory) {
  const uploads = new Map<string, Promise<void>>();

  /** One uploads; whoever comes meanwhile waits for the id. */
  const uploadAlone = (errand: Errand) => {
    const uploading = upload(parts, errand, memory);
    uploads.set(
      errand.name,
      settled(uploading).finally(() => uploads.delete(errand.name)),
    );
    return uploading;
  };
  return async (errand: Errand): Promise<Message | undefined> => {
    const { name, end } = errand;
    while (performance.now() < end && !memory.troubles.isLeftOut(name)) {
      const id = await memory.ids.find(name);
      const sent = id === undefined ? undefined : await sendKnown(errand, id, memory);
      if (sent !== undefined) return sent;
      const underWay = uploads.get(name);
      if (underWay === undefined) return uploadAlone(errand);
      await Promise.race([underWay, wait(end - performance.now())]);
    }
    return undefined;
  };
}

export function createPhotos(parts: PhotosParts) {
  const { printer, log, patienceMs = PATIENCE_MS } = parts;
  const memory = { ids: createIds(parts), troubles: createTroubles() };
  const { troubles } = memory;
  const run = createErrands(parts, memory);
  return {
    /**
     * @returns the message; undefined where the picture cannot be sent and the text must go out alone
     * Rejects as `post` does, save where the picture may be what was refused.
     */
    async send(photo: Photo, post: Post): Promise<Message | undefined> {
      const name = `${printer.hashOf(photo.card)}${photo.asFile === true ? '-file' : ''}`;
      try {
        const message = await run({ name, photo, post, end: performance.now() + patienceMs });
        if (message !== undefined) troubles.sent(name);
        return message;
      } catch (error) {
        if (!isPictureRefused(error)) throw error;
        log.warn({ reason: error instanceof GrammyError ? error.description : '' }, 'a picture was refused; the text goes out alone');
        troubles.refused(name);
        return undefined;
      }
    },
  };
}
export type Photos = ReturnType<typeof createPhotos>;
