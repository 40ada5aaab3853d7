/** One call of the Bot API: its parameters checked against the table, the method done, a refusal turned into an answer. */
import type { ApiResponse } from './events.ts';
import { type Method, methodTable, type Parameter } from './method-table.ts';
import { createMethods } from './methods.ts';
import { badRequest, ourBadRequest, Refusal } from './refusal.ts';
import type { World } from './world.ts';

export type Payload = Readonly<Record<string, unknown>>;
/** Never rejects. */
export type Call = (method: string, payload?: Payload) => Promise<ApiResponse>;

/** Texts of Telegram for what is missing; anything else is told in general words. */
const MISSING: Readonly<Record<string, string>> = {
  chat_id: 'chat_id is empty',
  text: 'message text is empty',
  photo: 'there is no photo in the request',
  document: 'there is no document in the request',
  message_id: 'message identifier is not specified',
  action: 'wrong parameter action in request',
};

const missing = (name: string) => badRequest(MISSING[name] ?? `parameter "${name}" is required`);

/** What a form sends as text is read by its kind; JSON gives the right type, or is refused. */
function valueOf(name: string, { kind }: Parameter, value: unknown): unknown {
  if (typeof value === 'string') {
    if (kind === 'number' && /^-?\d+$/.test(value)) return Number(value);
    if (kind === 'boolean' && /^(true|false|0|1)$/i.test(value)) return /^(true|1)$/i.test(value);
    if (kind === 'other') return /^-?\d{1,15}$/.test(value) ? Number(value) : structured(name, value);
  }
  if (kind !== 'other' && typeof value !== kind) throw ourBadRequest(`parameter "${name}" must be a ${kind}`);
  return value;
}

function structured(name: string, value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
  }
}

function readArguments({ name: method, parameters }: Method, payload: Payload): Payload {
  const args: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(payload)) {
    if (value === undefined || value === null) continue;
    const parameter = parameters.get(name);
    if (!parameter) throw ourBadRequest(`${method} has no parameter "${name}"`);
    args[name] = valueOf(name, parameter, value);
  }
  for (const [name, { required }] of parameters) if (required && !(name in args)) throw missing(name);
  return args;
}

/** `signal` is no parameter of Telegram's: it ends a long poll whose caller has gone. */
export type CallWithSignal = (method: string, payload?: Payload, signal?: AbortSignal) => Promise<ApiResponse>;

/** Everything a bot may ask of this Telegram, by one function. */
export function createCall(world: World): CallWithSignal {
  const table = methodTable();
  const methods = createMethods(world) as unknown as Readonly<Record<string, ((args: Payload) => unknown) | undefined>>;

  const perform = (name: string, payload: Payload, signal: AbortSignal | undefined): unknown => {
    const method = table.get(name.toLowerCase());
    if (!method) throw new Refusal(404, 'Not Found: method not found');
    const args = readArguments(method, payload);
    const run = methods[method.name];
    if (!run) throw badRequest(`fake Telegram does not do ${method.name} yet`);
    return run(signal ? { ...args, signal } : args);
  };

  return async (name, payload = {}, signal) => {
    let response: ApiResponse;
    try {
      response = { ok: true, result: await perform(name, payload, signal) };
    } catch (error) {
      response = refused(error);
    }
    world.emit({ kind: 'call', method: name, payload, response });
    return response;
  };
}

function refused(error: unknown): ApiResponse {
  if (error instanceof Refusal) {
    const { code, message, parameters } = error;
    return { ok: false, error_code: code, description: message, ...(parameters && { parameters }) };
  }
  // A fault of the fake itself; 500 so that nobody takes it for something that the bot did.
  return { ok: false, error_code: 500, description: `Internal Server Error: fake Telegram: ${String(error)}` };
}
