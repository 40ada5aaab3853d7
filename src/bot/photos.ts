/** Sends pictures: by the id Telegram gave them, else uploaded, once, while others who want the same one wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError, InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import type { Printer } from '../cards/printer.ts';
import type { Photo } from '../handlers/handler.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { isFileRefused, isPictureRefused } from './send.ts';

/** Makes the call, with an id or with the picture itself. */
export type Post = (file: string | InputFile) => Promise<Message>;

export interface PhotosParts {
  readonly store: Pick<Store, 'pictureId' | 'keepPictureId' | 'dropPictureId'>;
  readonly printer: Printer;
  /** The bot's id: another bot's file ids are of no use to it. */
  readonly bot: string;
  readonly log: Log;
  /** Milliseconds until the last moment to begin a call: what is not drawn or not uploaded by another by then goes out as text. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 4_000;
const wait = (ms: number) => sleep(Math.max(0, ms), undefined, { ref: false });
/** A picture that cannot be drawn, or that so many chats in a row had refused, is left out for a while: it is not the chats. */
const MOST_REFUSALS = 3;
const LEFT_OUT_MS = 600_000;

/** The id by which Telegram sends the same again; of several sizes the largest is last. */
const idOf = ({ photo, document }: Message) => photo?.at(-1)?.file_id ?? document?.file_id;

/** What is known of each picture's id, in memory and in the store; the store may fail, and then pictures are uploaded again. */
function createIds({ store, bot, log }: PhotosParts) {
  const known = new Map<string, string>();
  const orWarn = async <T>(asked: Promise<T>) => {
    try {
      return await asked;
    } catch (error) {
      log.warn({ err: error }, 'the store does not answer about a picture; it is uploaded again');
      return undefined;
    }
  };
  return {
    async find(name: string) {
      const id = known.get(name) ?? (await orWarn(store.pictureId(bot, name)));
      if (id !== undefined) known.set(name, id);
      return id;
    },
    async keep(name: string, id: string) {
      known.set(name, id);
      await orWarn(store.keepPictureId(bot, name, id));
    },
    async drop(name: string, id: string) {
      if (known.get(name) === id) known.delete(name);
      await orWarn(store.dropPictureId(bot, name, id));
    },
  };
}

/** Which pictures are left out for a while, because something is wrong with them and not with the chats. */
function createTroubles() {
  const refusals = new Map<string, number>();
  const leftOutUntil = new Map<string, number>();
  const leaveOut = (name: string) => void leftOutUntil.set(name, performance.now() + LEFT_OUT_MS);
  return {
    isLeftOut: (name: string) => (leftOutUntil.get(name) ?? 0) > performance.now(),
    leaveOut,
    refused(name: string) {
      const count = (refusals.get(name) ?? 0) + 1;
      refusals.set(name, count % MOST_REFUSALS);
      if (count === MOST_REFUSALS) leaveOut(name);
    },
    sent: (name: string) => void refusals.delete(name),
  };
}

export function createPhotos(parts: PhotosParts) {
  const { printer, log, patienceMs = PATIENCE_MS } = parts;
  const [ids, troubles] = [createIds(parts), createTroubles()];
  const uploads = new Map<string, Promise<void>>();

  const upload = async (name: string, { card, asFile = false }: Photo, post: Post, end: number) => {
    const drawn = printer.draw(card).catch((error: unknown) => {
      log.error({ err: error, picture: card.kind }, 'a picture could not be drawn; the text goes out alone');
      troubles.leaveOut(name);
      return undefined;
    });
    const png = await Promise.race([drawn, wait(end - performance.now())]);
    if (png === undefined) return undefined;
    const message = await post(new InputFile(png, `${asFile ? 'poster' : 'card'}.png`));
    const id = idOf(message);
    if (id !== undefined) await ids.keep(name, id);
    return message;
  };

  /** One uploads; whoever comes meanwhile waits for the id. */
  const uploadAlone = (name: string, photo: Photo, post: Post, end: number) => {
    const uploading = upload(name, photo, post, end);
    const over = uploading
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => uploads.delete(name));
    uploads.set(name, over);
    return uploading;
  };

  const sendKnown = async (name: string, id: string, post: Post) => {
    try {
      return await post(id);
    } catch (error) {
      if (!isFileRefused(error)) throw error;
      await ids.drop(name, id);
      return undefined;
    }
  };

  const attempt = async (name: string, photo: Photo, post: Post): Promise<Message | undefined> => {
    const end = performance.now() + patienceMs;
    while (performance.now() < end && !troubles.isLeftOut(name)) {
      const id = await ids.find(name);
      const sent = id === undefined ? undefined : await sendKnown(name, id, post);
      if (sent !== undefined) return sent;
      const underWay = uploads.get(name);
      if (underWay === undefined) return uploadAlone(name, photo, post, end);
      await Promise.race([underWay, wait(end - performance.now())]);
    }
    return undefined;
  };

  return {
    /**
     * @returns the message; undefined where the picture cannot be sent and the text must go out alone
     * Rejects as `post` does, save where the picture is what was refused.
     */
    async send(photo: Photo, post: Post): Promise<Message | undefined> {
      const name = `${printer.hashOf(photo.card)}${photo.asFile === true ? '-file' : ''}`;
      try {
        const message = await attempt(name, photo, post);
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
