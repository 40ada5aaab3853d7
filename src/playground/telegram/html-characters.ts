/** Character references of Telegram's HTML: `&lt; &gt; &amp; &quot;` and numbers. */

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** `&`, then a name, a decimal or a hexadecimal number; Telegram does not ask for the semicolon. */
const REFERENCE = /&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));?/iy;

/** @returns undefined where Telegram would leave the `&` as it stands */
export function decodeAt(html: string, at: number): { readonly character: string; readonly end: number } | undefined {
  REFERENCE.lastIndex = at;
  const [whole, hexadecimal, decimal, name] = REFERENCE.exec(html) ?? [];
  if (whole === undefined) return undefined;
  const end = at + whole.length;
  if (name !== undefined) {
    const character = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
    return character === undefined ? undefined : { character, end };
  }
  const code = hexadecimal === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hexadecimal, 16);
  if (code === 0 || code >= 0x10_ff_ff) return undefined;
  return { character: String.fromCodePoint(code), end };
}
