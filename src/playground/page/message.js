/** One message as a bubble. */
import { el, icon, unseen } from './dom.js';
import { keyboard } from './keyboard.js';
import { pollElement } from './poll.js';
import { formatted } from './text.js';

const SIGNS = { voice: 'Voice message', sticker: 'Sticker', location: 'Location' };

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/**
 * @param message as view.ts of the server makes it
 * @param {{ chat: number, onCommand: (command: string) => void }} hooks
 */
export function messageElement(message, hooks) {
  const bubble = el(
    'div',
    { class: message.photo && message.text === '' ? 'bubble bare' : 'bubble' },
    ...contentOf(message, hooks),
    meta(message),
  );
  const who = message.mine ? 'You' : 'The bot';
  return el(
    'article',
    { class: message.mine ? 'message mine' : 'message theirs', id: `m${message.id}`, 'aria-label': who },
    bubble,
    message.keyboard ? keyboard(message.keyboard, message.id, hooks.chat) : undefined,
  );
}

function contentOf(message, hooks) {
  return [
    message.viaBot ? el('p', { class: 'via' }, 'by way of the bot') : undefined,
    message.photo ? photo(message) : undefined,
    message.file ? file(message.file) : undefined,
    message.sign ? el('p', { class: 'sign-line' }, icon(message.sign), SIGNS[message.sign]) : undefined,
    message.poll ? pollElement(message.poll, hooks.chat) : undefined,
    message.text === '' ? undefined : el('div', { class: 'text', dir: 'auto' }, formatted(message.text, message.entities, hooks)),
  ];
}

function photo({ photo: { address, width, height }, text }) {
  if (address === null) return el('p', { class: 'sign-line' }, icon('photo'), 'Photo');
  const [alt] = text.split('\n');
  const image = el('img', { src: address, alt: alt === '' ? 'Picture' : alt, width, height, loading: 'lazy' });
  return el('a', { class: 'photo', href: address, target: '_blank' }, image);
}

const file = ({ address, name }) => el('a', { class: 'sign-line', href: address, download: name }, icon('file'), name);

function meta({ at, edited, mine }) {
  const date = new Date(at);
  return el(
    'p',
    { class: 'meta' },
    edited ? 'edited ' : undefined,
    el('time', { dateTime: date.toISOString(), title: date.toLocaleString() }, time.format(date)),
    mine ? unseen(' sent') : undefined,
  );
}
