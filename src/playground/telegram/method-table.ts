/** Every method of the Bot API with its parameters, read from the types that grammY's own come from. */
import { readFileSync } from 'node:fs';

/** `other` is an object, an array, or a union. */
export type Kind = 'number' | 'boolean' | 'string' | 'other';

export interface Parameter {
  readonly required: boolean;
  readonly kind: Kind;
}

export interface Method {
  /** As Telegram writes it; callers may write it in any case. */
  readonly name: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/** Methods start at four spaces, their parameters at eight; the file is generated, so its layout holds. */
const METHOD = /^ {4}(\w+)\((args\??: \{$|\))/;
const PARAMETER = /^ {8}(\w+)(\??): (.+);$/;

const kindOf = (type: string): Kind => (type === 'number' || type === 'boolean' || type === 'string' ? type : 'other');

/** @returns methods by lower-case name */
export function parseMethodTable(declarations: string): ReadonlyMap<string, Method> {
  const table = new Map<string, Method>();
  let parameters = new Map<string, Parameter>();
  for (const line of declarations.split('\n')) {
    const [, name] = METHOD.exec(line) ?? [];
    if (name !== undefined) {
      parameters = new Map();
      table.set(name.toLowerCase(), { name, parameters });
    }
    const [, parameter, optional, type] = PARAMETER.exec(line) ?? [];
    if (parameter !== undefined && type !== undefined) parameters.set(parameter, { required: optional === '', kind: kindOf(type) });
  }
  return table;
}

let table: ReadonlyMap<string, Method> | undefined;

/** Reads the table once a process; about 3 ms. */
export function methodTable(): ReadonlyMap<string, Method> {
  table ??= parseMethodTable(readFileSync(new URL('methods.d.ts', import.meta.resolve('@grammyjs/types')), 'utf8'));
  return table;
}
