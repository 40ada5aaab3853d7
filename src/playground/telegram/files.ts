/** Pictures and files: kept by id, measured, refused as Telegram refuses. */
import { randomBytes } from 'node:crypto';
import type { PhotoSize } from '@grammyjs/types';
import { badRequest, ourBadRequest } from './refusal.ts';
import type { StoredFile, Upload, World } from './world.ts';

/** In bytes; what a bot may upload. */
const PHOTO_LIMIT = 10 * 1024 * 1024;
const FILE_LIMIT = 50 * 1024 * 1024;

const KIND_NAMES = { photo: 'Photo', document: 'Document', voice: 'VoiceNote', sticker: 'Sticker' } as const;

export const isUpload = (value: unknown): value is Upload =>
  typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array;

export function keepFile({ files }: World, file: StoredFile): string {
  const id = `AgACAg${randomBytes(24).toString('base64url')}`;
  files.set(id, file);
  return id;
}

/** @returns the id of a new upload, or the given id of a file that Telegram knows; @throws {Refusal} */
export function fileId(world: World, given: Upload | string, kind: 'photo' | 'document'): string {
  if (isUpload(given)) return keepFile(world, kind === 'photo' ? photoFile(given) : documentFile(given));
  if (/^https?:/i.test(given)) throw ourBadRequest('fake Telegram fetches no file by its address');
  const known = world.files.get(given);
  if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
  if (known.kind !== kind) {
    throw badRequest(`can't use file of type ${KIND_NAMES[known.kind]} as ${KIND_NAMES[kind]}`);
  }
  return given;
}

function photoFile(upload: Upload): StoredFile {
  const { bytes } = upload;
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (bytes.length > PHOTO_LIMIT) {
    throw badRequest(`file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${PHOTO_LIMIT} bytes`);
  }
  const size = sizeOfPicture(bytes);
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = size;
  if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height)) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
  return { ...upload, kind: 'photo', ...size };
}

function documentFile(upload: Upload): StoredFile {
  if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
  if (upload.bytes.length > FILE_LIMIT) throw badRequest('file is too big');
  return { ...upload, kind: 'document', type: 'application/octet-stream', width: 0, height: 0 };
}

type PictureSize = Pick<StoredFile, 'type' | 'width' | 'height'>;

/** @returns undefined for what is neither PNG nor JPEG */
function sizeOfPicture(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && view.getUint32(0) === 0x89_50_4e_47) {
    return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  }
  return bytes.length > 4 && view.getUint16(0) === 0xff_d8 ? sizeOfJpeg(view) : undefined;
}

/** Walks the segments to the frame header, which has the size. */
function sizeOfJpeg(view: DataView): PictureSize | undefined {
  let at = 2;
  while (at + 9 < view.byteLength) {
    const marker = view.getUint16(at);
    const isFrame = marker >= 0xff_c0 && marker <= 0xff_cf && ![0xff_c4, 0xff_c8, 0xff_cc].includes(marker);
    if (isFrame) return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** The one size that the fake makes of a picture; Telegram makes several, the last being the largest. */
export function photoSizes({ files }: World, id: string): PhotoSize[] {
  const { width = 0, height = 0, bytes } = files.get(id) ?? {};
  return [{ file_id: id, file_unique_id: id.slice(-15), width, height, file_size: bytes?.length ?? 0 }];
}
