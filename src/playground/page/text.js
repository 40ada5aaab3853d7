/** A text with Telegram's entities as elements. */
import { el } from './dom.js';

const TAGS = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote']);

/** Addresses of a kind that Telegram's clients would open. */
const SAFE = /^(https?|tg):/i;

/**
 * @param {{ onCommand: (command: string) => void }} hooks what pressing a command in the text does
 * @returns {DocumentFragment}
 */
export function formatted(text, entities, hooks) {
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, entities, hooks);
  return fragment;
}

/** Puts the text from `start` to `end` into `parent`; entities come sorted, an outer one before those in it. */
function fill(parent, text, start, end, entities, hooks) {
  let at = start;
  let afterBlock = false;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || entity.offset >= end) continue;
    const isBlock = BLOCKS.has(entity.type);
    append(parent, text.slice(at, entity.offset), afterBlock, isBlock);
    const inner = entities.slice(index + 1).filter(({ offset }) => offset < stop);
    const element = elementFor(entity, text.slice(entity.offset, stop), hooks);
    fill(element.querySelector('.fold-text') ?? element, text, entity.offset, stop, inner, hooks);
    parent.append(element);
    at = stop;
    afterBlock = isBlock;
  }
  append(parent, text.slice(at, end), afterBlock, false);
}

/** A block breaks the line by itself, so the line break beside it is not shown twice. */
function append(parent, text, afterBlock, beforeBlock) {
  let shown = text;
  if (afterBlock && shown.startsWith('\n')) shown = shown.slice(1);
  if (beforeBlock && shown.endsWith('\n')) shown = shown.slice(0, -1);
  if (shown !== '') parent.append(shown);
}

function elementFor(entity, text, hooks) {
  switch (entity.type) {
    case 'text_link':
      return link(entity.url);
    case 'url':
      return link(SAFE.test(text) ? text : `https://${text}`);
    case 'bot_command':
      return inlineButton({ class: 'command' }, () => hooks.onCommand(text));
    case 'spoiler':
      return spoiler();
    case 'expandable_blockquote':
      return fold();
    default:
      return el(TAGS[entity.type] ?? 'span', entity.type === 'code' || entity.type === 'pre' ? { dir: 'ltr' } : {});
  }
}

const link = (address) =>
  SAFE.test(address) ? el('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }) : el('span', { class: 'dead-link' });

/** A button that flows with the text; a real one would have a reading direction of its own, which Telegram's has not. */
function inlineButton(properties, run) {
  const press = (event) => {
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    run(event.currentTarget);
  };
  return el('span', { tabIndex: 0, role: 'button', click: press, keydown: press, ...properties });
}

function spoiler() {
  return inlineButton({ class: 'spoiler', 'aria-label': 'Hidden text, press to show' }, (element) => {
    element.classList.add('shown');
    for (const name of ['tabindex', 'role', 'aria-label']) element.removeAttribute(name);
  });
}

/** A quotation of which a few lines are shown until more is asked for. */
function fold() {
  const text = el('div', { class: 'fold-text' });
  const button = el('button', { type: 'button', class: 'fold-button', 'aria-expanded': 'false' }, 'Show more');
  const quote = el('blockquote', { class: 'fold' }, text, button);
  const open = (isOpen) => {
    quote.classList.toggle('open', isOpen);
    button.setAttribute('aria-expanded', String(isOpen));
    button.textContent = isOpen ? 'Show less' : 'Show more';
  };
  button.addEventListener('click', () => open(!quote.classList.contains('open')));
  // A link reached by keyboard must not stay out of sight.
  text.addEventListener('focusin', () => open(true));
  new ResizeObserver(() => {
    const isLong = quote.classList.contains('open') || text.scrollHeight > text.clientHeight + 4;
    button.hidden = !isLong;
    quote.classList.toggle('short', !isLong);
  }).observe(text);
  return quote;
}
