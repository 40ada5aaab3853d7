/** Which language a chat reads: its own choice, else Telegram's tag, else the default. */

/**
 * RFC 4647 lookup: the longest prefix of the tag that is offered, cut at hyphens (`az-Latn-AZ` → `az-latn` → `az`).
 * A one-letter part goes together with what follows it.
 */
export function lookUp(tag: string, offered: readonly string[]): string | undefined {
  const parts = tag.toLowerCase().replaceAll('_', '-').split('-');
  while (parts.length > 0) {
    const candidate = parts.join('-');
    const found = offered.find((locale) => locale.toLowerCase() === candidate);
    if (found !== undefined) return found;
    parts.pop();
    if (parts.at(-1)?.length === 1) parts.pop();
  }
  return undefined;
}

/**
 * @param chosen the chat's own choice; one no longer offered counts as none
 * @param tag Telegram's `language_code` of the person, which may be anything or missing
 */
export const chooseLocale = (chosen: string | null | undefined, tag: string | undefined, offered: readonly string[], fallback: string) =>
  (chosen === null || chosen === undefined ? undefined : lookUp(chosen, offered)) ??
  (tag === undefined ? undefined : lookUp(tag, offered)) ??
  fallback;
