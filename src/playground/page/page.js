/** The playground's page: listens to the server and hands what comes to the parts of the page. */
import { createComposer } from './composer.js';
import { say, showResults, toast } from './dialogs.js';
import { followDeepLinks } from './deeplink.js';
import { byId, post } from './dom.js';
import { pressAnswered } from './keyboard.js';
import { createLog } from './log.js';
import { createPanel } from './panel.js';
import { findChat, forgetChat, language } from './person.js';

const chat = await findChat();
const log = createLog({ chat, onCommand: (command) => void composer.say(command) });
const composer = createComposer({ chat, newestOwn: log.newestOwn });
let directions = new Map();

const panel = createPanel({
  chat,
  async onLanguage(code) {
    language.set(code);
    const told = await post('language', { chat, language: code });
    if (told) showProfile(told);
  },
  onForget() {
    forgetChat();
    location.reload();
  },
});

/** Name, description and commands as the person's Telegram shows them; a right-to-left Telegram is mirrored whole. */
function showProfile({ profile, menu }) {
  byId('bot-name').textContent = profile.name;
  byId('bot-description').textContent = profile.description;
  document.title = `${profile.name} · playground`;
  document.body.dataset.username = profile.username;
  byId('chat').dir = directions.get(language.get()) ?? 'ltr';
  composer.menu(menu);
}

const told = {
  hello({ profile, menu, languages, clock, messages }) {
    directions = new Map(languages.map(({ code, direction }) => [code, direction]));
    panel.languages(languages, language.get());
    panel.clock(clock);
    showProfile({ profile, menu });
    log.reset(messages);
  },
  menu: showProfile,
  clock: panel.clock,
  message: ({ message }) => log.add(message),
  edited: ({ message }) => log.replace(message),
  deleted: ({ messageId }) => log.remove(messageId),
  poll: ({ messageId, poll }) => log.poll(messageId, poll),
  action: () => log.showTyping(),
  'callback-answer'({ text, alert }) {
    pressAnswered();
    if (text === '') return;
    if (alert) say('The bot says', text);
    else toast(text);
  },
  'inline-answer': ({ queryId, results, button }) => showResults(queryId, results, button),
  refused(refusal) {
    panel.refused(refusal);
    log.note(`Telegram would refuse this ${refusal.method}: ${refusal.description}`);
  },
  failed: () => log.note('The bot failed here and gave no answer; its log says more.'),
};

followDeepLinks((payload) => void composer.say(`/start ${payload}`));

const events = new EventSource(`events?chat=${chat}&language=${encodeURIComponent(language.get())}`);
events.addEventListener('message', ({ data }) => {
  const event = JSON.parse(data);
  told[event.kind]?.(event);
});
const note = byId('bot-note');
const calm = note.textContent;
events.addEventListener('open', () => {
  note.textContent = calm;
  // The address keeps the language of the first connection; after a restart the server must hear of a later choice.
  void post('language', { chat, language: language.get() });
});
events.addEventListener('error', () => {
  note.textContent = 'the playground does not answer; trying again …';
});
