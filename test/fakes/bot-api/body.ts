/** Reads what a bot sends over HTTP: JSON, a form, a form with files, or the query of the address. */
import type { IncomingMessage } from 'node:http';
import type { Payload } from '../../../src/playground/telegram/call.ts';
import type { Upload } from '../../../src/playground/telegram.ts';

export async function readBody(request: IncomingMessage, address: URL): Promise<Payload> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const query = Object.fromEntries(address.searchParams);
  if (body.length === 0) return query;
  if (type.startsWith('multipart/form-data')) return { ...query, ...readMultipart(body, boundaryOf(type)) };
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { ...query, ...Object.fromEntries(new URLSearchParams(body.toString())) };
  return { ...query, ...(JSON.parse(body.toString()) as Payload) };
}

const boundaryOf = (type: string): string => /boundary="?([^";]+)"?/.exec(type)?.[1] ?? '';

/** `attach://id` in a field stands for the part of that name. */
function readMultipart(body: Buffer, boundary: string): Payload {
  const fields: Record<string, unknown> = {};
  const uploads = new Map<string, Upload>();
  for (const part of partsOf(body, Buffer.from(`--${boundary}`))) {
    const end = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, end).toString();
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    const file = /filename="?([^";\r\n]*)"?/.exec(head)?.[1];
    const value = part.subarray(end + 4);
    if (file === undefined) fields[name] = value.toString();
    else uploads.set(name, { bytes: Uint8Array.from(value), name: file });
  }
  for (const [name, value] of Object.entries(fields)) {
    const upload = typeof value === 'string' ? uploads.get(value.replace('attach://', '')) : undefined;
    if (upload) fields[name] = upload;
    uploads.delete(String(value).replace('attach://', ''));
  }
  return { ...fields, ...Object.fromEntries(uploads) };
}

function* partsOf(body: Buffer, boundary: Buffer): Generator<Buffer> {
  let from = body.indexOf(boundary) + boundary.length + 2;
  for (let to = body.indexOf(boundary, from); to !== -1; to = body.indexOf(boundary, from)) {
    yield body.subarray(from, to - 2);
    from = to + boundary.length + 2;
  }
}
