/** The buttons under a message. */
import { say, showShare, toast } from './dialogs.js';
import { el, icon, post, unseen } from './dom.js';

/** A press that is answered by nobody stops looking busy after this long. */
const BUSY_MS = 15_000;

/** Buttons that wait for their answer. */
const busy = new Set();

/** Ends the waiting of all pressed buttons: the bot has answered. */
export function pressAnswered() {
  for (const button of busy) button.removeAttribute('aria-busy');
  busy.clear();
}

export const keyboard = (rows, messageId, chat) =>
  el(
    'div',
    { class: 'keyboard' },
    ...rows.map((row) => el('div', { class: 'row' }, ...row.map((button) => keyFor(button, messageId, chat)))),
  );

function keyFor(button, messageId, chat) {
  const style = button.style ? `key ${button.style}` : 'key';
  const label = el('span', { dir: 'auto' }, button.text);
  if (button.url) {
    return el('a', { class: style, href: button.url, target: '_blank', rel: 'noopener noreferrer' }, label, sign('link', ', opens a link'));
  }
  const { run, mark } = actionOf(button, messageId, chat);
  return el('button', { type: 'button', class: style, click: ({ currentTarget }) => run(currentTarget) }, label, mark);
}

function sign(name, words) {
  const mark = el('span', { class: 'sign' }, icon(name), unseen(words));
  return mark;
}

function actionOf(button, messageId, chat) {
  if (button.copy_text) return { run: () => copy(button.copy_text.text), mark: sign('copy', ', copies') };
  const shared = button.switch_inline_query_chosen_chat?.query ?? button.switch_inline_query ?? button.switch_inline_query_current_chat;
  if (shared !== undefined) return { run: () => showShare(shared, chat), mark: sign('share', ', shares') };
  return { run: (key) => press(key, button.callback_data, messageId, chat), mark: undefined };
}

async function press(key, data, messageId, chat) {
  if (key.getAttribute('aria-busy') === 'true') return;
  key.setAttribute('aria-busy', 'true');
  busy.add(key);
  setTimeout(() => {
    key.removeAttribute('aria-busy');
    busy.delete(key);
  }, BUSY_MS);
  const taken = await post('press', { chat, message: messageId, data });
  if (taken === undefined) pressAnswered();
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`Copied: ${text}`);
  } catch {
    // Without a secure page, or when the person forbids it, the text is shown to be copied by hand.
    say('Copy this', text);
  }
}
