/** Which links Telegram takes, in texts and on buttons. */

/** @returns Telegram's words for what is wrong, undefined for a good link; `tel:` and `mailto:` are not good */
export function linkProblem(link: string): string | undefined {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(link) ?? [];
  if (scheme?.toLowerCase() === 'tg') return /^tg:(\/\/)?[a-z0-9_-]+/i.test(link) ? undefined : 'Wrong tg URL';
  const bare = /^https?:\/\//i.test(link) ? link : `http://${link}`;
  if (scheme !== undefined && bare !== link && !/^[^/:]+:\d/.test(link)) return 'Unsupported URL protocol';
  const [, host] = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(bare) ?? [];
  if (host === undefined || host === '') return 'URL host is empty';
  // Telegram wants a dot: `localhost` is refused, which is why a playground's own address cannot stand on a button.
  if (!host.includes('.') && !host.startsWith('[')) return 'Wrong HTTP URL';
  return /\s/.test(bare) ? 'Wrong HTTP URL' : undefined;
}
