/** Where the person writes: the field, the menu of commands, what can be attached. */
import { ask } from './dialogs.js';
import { byId, el, icon, post } from './dom.js';
import { createPopup } from './popup.js';

/** The field grows up to this height, then scrolls. */
const TALLEST_PX = 168;

const ATTACHMENTS = [
  ['photo', 'Photo with caption'],
  ['voice', 'Voice message'],
  ['sticker', 'Sticker'],
  ['location', 'Location'],
];

export function createComposer({ chat, newestOwn }) {
  const [form, field, commandsBox] = ['composer', 'text', 'commands'].map(byId);
  let menu = [];
  /** The message that is being changed, if one is. */
  let editing;

  const say = (text) => post('say', { chat, text });

  function listCommands(typed) {
    const wanted = menu.filter(({ command }) => command.startsWith(typed));
    commandsBox.replaceChildren(
      ...wanted.map(({ command, description }) =>
        el(
          'button',
          { type: 'button', role: 'menuitem', tabIndex: -1, class: 'entry', click: () => choose(command) },
          el('b', { dir: 'ltr' }, `/${command}`),
          el('span', { dir: 'auto' }, description),
        ),
      ),
    );
  }
  const commands = createPopup(byId('commands-toggle'), commandsBox, { onOpen: () => listCommands(typedCommand() ?? ''), home: field });
  const typedCommand = () => /^\/([a-z0-9_]*)$/i.exec(field.value)?.[1]?.toLowerCase();

  function fit() {
    field.style.height = 'auto';
    const borders = field.offsetHeight - field.clientHeight;
    field.style.height = `${Math.min(field.scrollHeight + borders, TALLEST_PX)}px`;
    form.classList.toggle('filled', field.value.trim() !== '');
  }
  function set(text) {
    field.value = text;
    fit();
  }
  function choose(command) {
    set('');
    void say(`/${command}`);
  }
  function stopEditing() {
    editing = undefined;
    form.classList.remove('editing');
  }
  async function send() {
    const text = field.value.trim();
    if (text === '') return;
    const changed = editing;
    set('');
    stopEditing();
    commands.close(false);
    const taken = changed === undefined ? await say(text) : await post('edit', { chat, message: changed, text });
    if (taken === undefined && field.value === '') set(text);
  }
  /** As in Telegram, an arrow up in the empty field changes what was written last. */
  function editNewest(event) {
    const message = newestOwn();
    if (field.value !== '' || !message) return;
    event.preventDefault();
    editing = message.id;
    form.classList.add('editing');
    set(message.text);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
    field.focus();
  });
  field.addEventListener('input', () => {
    fit();
    if (typedCommand() === undefined) commands.close(false);
    else commands.open(false);
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape') {
      if (commands.isOpen()) commands.close();
      else if (editing !== undefined) {
        stopEditing();
        set('');
      }
    } else if (event.key === 'ArrowDown' && commands.isOpen()) {
      event.preventDefault();
      commands.focusFirst();
    } else if (event.key === 'ArrowUp' && !commands.isOpen()) editNewest(event);
  });
  attachments(chat);
  byId('start').addEventListener('click', () => {
    void say('/start');
    field.focus();
  });

  return {
    say,
    /** @param list commands as Telegram's client lists them */
    menu(list) {
      menu = list;
    },
  };
}

function attachments(chat) {
  const box = byId('attachments');
  const send = (kind) => {
    if (kind !== 'photo') return void post('media', { chat, kind });
    return ask('A photo', 'Caption, if any', (caption) => void post('media', { chat, kind, ...(caption !== '' && { caption }) }));
  };
  box.replaceChildren(
    ...ATTACHMENTS.map(([kind, label]) =>
      el(
        'button',
        { type: 'button', role: 'menuitem', tabIndex: -1, class: 'entry', click: () => send(kind) },
        icon(kind),
        el('span', {}, label),
      ),
    ),
  );
  createPopup(byId('attach-toggle'), box);
}
