/** The conversation: what stands in it, in order, and where it is scrolled to. */
import { byId, el } from './dom.js';
import { messageElement } from './message.js';

/** Telegram shows a chat action for this long. */
const TYPING_MS = 5000;

/** Nearer than this to the end counts as being there. */
const NEAR_PX = 120;

export function createLog(hooks) {
  const [log, list, typing, down, welcome] = ['log', 'messages', 'typing', 'down', 'welcome'].map(byId);
  /** What each element was made from; a poll changes without its message. */
  const shown = new Map();
  let typingTimer;
  let lastDay = '';
  /** Whether what comes next is shown at once: until the reader scrolls back, or reads something long. */
  let follows = true;

  const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
  const behavior = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');
  const toEnd = () => log.scrollTo({ top: log.scrollHeight, behavior: behavior() });

  /** Long answers are read from their beginning. */
  function reveal(element) {
    const isTall = element.offsetHeight > log.clientHeight - 40;
    follows = !isTall;
    if (isTall) log.scrollTo({ top: element.offsetTop - 12, behavior: behavior() });
    else toEnd();
  }

  function addDay(at) {
    const day = new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
    if (day !== lastDay) list.append(el('p', { class: 'day' }, el('span', { dir: 'ltr' }, day)));
    lastDay = day;
  }

  function add(message) {
    addDay(message.at);
    const element = messageElement(message, hooks);
    shown.set(message.id, message);
    list.append(element);
    welcome.hidden = true;
    return element;
  }

  /** Puts a changed message in its place; the focus stays on the button of the same place. */
  function replace(message) {
    const old = byId(`m${message.id}`);
    if (!old) return;
    const keys = [...old.querySelectorAll('.key')];
    const focused = keys.indexOf(document.activeElement);
    const element = messageElement(message, hooks);
    shown.set(message.id, message);
    old.replaceWith(element);
    if (focused === -1) return;
    const next = [...element.querySelectorAll('.key')];
    (next[Math.min(focused, next.length - 1)] ?? log).focus({ preventScroll: true });
    if (element.offsetTop < log.scrollTop) log.scrollTo({ top: element.offsetTop - 12 });
  }

  function hideTyping() {
    clearTimeout(typingTimer);
    typing.hidden = true;
  }

  let lastTop = 0;
  log.addEventListener(
    'scroll',
    () => {
      // On the way down a smooth scroll is not at the end yet; only a reader scrolls up.
      if (isAtEnd()) follows = true;
      else if (log.scrollTop < lastTop) follows = false;
      lastTop = log.scrollTop;
      down.hidden = isAtEnd();
    },
    { passive: true },
  );
  down.addEventListener('click', toEnd);
  // A keyboard that opens on a phone must not push the end out of sight.
  new ResizeObserver(() => follows && log.scrollTo({ top: log.scrollHeight })).observe(log);

  return {
    /** All that stands in the chat, after a start or a lost connection. */
    reset(messages) {
      log.setAttribute('aria-busy', 'true');
      list.replaceChildren();
      shown.clear();
      lastDay = '';
      hideTyping();
      messages.forEach(add);
      welcome.hidden = messages.length > 0;
      log.scrollTo({ top: log.scrollHeight });
      log.removeAttribute('aria-busy');
    },
    add(message) {
      const stays = !follows && !message.mine;
      if (!message.mine) hideTyping();
      const element = add(message);
      if (stays) down.hidden = false;
      else reveal(element);
    },
    replace,
    remove: (id) => byId(`m${id}`)?.remove(),
    poll(id, poll) {
      const message = shown.get(id);
      if (!message) return;
      replace({ ...message, poll });
      if (follows) toEnd();
    },
    /** A line that no messenger would show: a fault of the bot. */
    note(text) {
      const line = el('p', { class: 'note' }, text);
      list.append(line);
      reveal(line);
    },
    showTyping() {
      typing.hidden = false;
      clearTimeout(typingTimer);
      typingTimer = setTimeout(hideTyping, TYPING_MS);
      if (follows) log.scrollTo({ top: log.scrollHeight });
    },
    /** The newest text that the person sent and may change. */
    newestOwn: () => [...shown.values()].findLast(({ mine, text, viaBot }) => mine && text !== '' && !viaBot),
  };
}
