/** What appears for a moment over the page: toasts, notices, questions, what a share button would share. */
import { byId, el, post } from './dom.js';

const TOAST_MS = 3500;
let timer;

export function toast(text) {
  const box = byId('toast');
  box.textContent = text;
  box.classList.add('shown');
  clearTimeout(timer);
  timer = setTimeout(() => box.classList.remove('shown'), TOAST_MS);
}

/** Opens the dialog. `buttons` are [label, what it does, class]; each closes it. */
function open(title, body, buttons) {
  const dialog = byId('dialog');
  byId('dialog-title').textContent = title;
  byId('dialog-body').replaceChildren(...body);
  byId('dialog-buttons').replaceChildren(
    ...buttons.map(([label, run, style]) => el('button', { type: 'submit', class: style, click: run }, label)),
  );
  if (!dialog.open) dialog.showModal();
  return dialog;
}

const nothing = () => undefined;

/** A notice of the bot, or of the page. */
export const say = (title, text) => open(title, [el('p', { dir: 'auto', class: 'said' }, text)], [['Close', nothing, 'primary']]);

/** @param run gets what was typed */
export function ask(title, label, run) {
  const input = el('textarea', { id: 'asked', rows: 2, dir: 'auto', maxLength: 1024 });
  open(
    title,
    [el('label', { htmlFor: 'asked' }, label), input],
    [
      ['Cancel', nothing],
      ['Send', () => run(input.value.trim()), 'primary'],
    ],
  );
  input.focus();
}

let onResults = nothing;

/** What a share button puts into the chat that the reader picks, and what the bot would offer there. */
export function showShare(query, chat) {
  const found = el('div', { class: 'results' }, el('p', {}, 'Asking the bot …'));
  const typed = el('code', { dir: 'auto' }, `@${document.body.dataset.username} ${query}`);
  open('In a chat you pick, this is typed', [el('p', { class: 'said' }, typed), found], [['Close', nothing, 'primary']]);
  onResults = (queryId, results, button) => found.replaceChildren(...buttonAbove(button, chat), ...resultList(queryId, results, chat));
  setTimeout(() => {
    if (found.textContent === 'Asking the bot …') found.replaceChildren(el('p', {}, 'The bot offers nothing for it.'));
  }, 3000);
  void post('inline', { chat, query });
}

/** The bot's answer to an inline query has come. */
export const showResults = (queryId, results, button) => onResults(queryId, results, button);

/** The button above the results opens the bot, which hears `/start` with what the button carries. */
function buttonAbove(button, chat) {
  if (button === undefined) return [];
  const open = () => {
    void post('say', { chat, text: `/start ${button.start_parameter}` });
    byId('dialog').close();
  };
  return [el('button', { type: 'button', class: 'result', click: open }, el('strong', { dir: 'auto' }, button.text))];
}

function resultList(queryId, results, chat) {
  if (results.length === 0) return [el('p', {}, 'The bot offers nothing for it.')];
  const choose = (result) => {
    void post('choose', { chat, query: queryId, result: result.id });
    byId('dialog').close();
  };
  return [
    el('p', {}, 'The bot offers this; a press sends it here:'),
    ...results.map((result) =>
      el(
        'button',
        { type: 'button', class: 'result', click: () => choose(result) },
        el('strong', { dir: 'auto' }, result.title ?? 'Picture'),
        el('span', { dir: 'auto' }, result.description ?? ''),
      ),
    ),
  ];
}
