/** The settings beside the chat: language of the person, clock of the bot, a new start. */
import { showShare } from './dialogs.js';
import { byId, el, post } from './dom.js';

/** Tried in this order for "a language that the bot does not offer". */
const OTHERS = [
  ['de', 'Deutsch'],
  ['fi', 'Suomi'],
  ['ja', '日本語'],
];

/** Baku is four hours ahead of UTC all year: Azerbaijan ended summer time in 2016. */
const BAKU = '+04:00';

const inBaku = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Baku',
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

export function createPanel({ chat, onLanguage, onForget }) {
  const [panel, toggle, select] = ['panel', 'panel-toggle', 'language'].map(byId);
  const open = (isOpen) => {
    panel.classList.toggle('open', isOpen);
    toggle.setAttribute('aria-expanded', String(isOpen));
    (isOpen ? byId('panel-close') : toggle).focus();
  };
  toggle.addEventListener('click', () => open(!panel.classList.contains('open')));
  byId('panel-close').addEventListener('click', () => open(false));
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && panel.classList.contains('open') && open(false));
  select.addEventListener('change', () => onLanguage(select.value));
  byId('forget').addEventListener('click', onForget);
  byId('inline-form').addEventListener('submit', (event) => {
    event.preventDefault();
    showShare(byId('inline-input').value.trim(), chat);
  });
  const clock = createClock();

  return {
    clock,
    /** @param languages offered by the bot; one that is not is added */
    languages(languages, chosen) {
      const other = OTHERS.find(([code]) => languages.every((language) => language.code !== code)) ?? OTHERS[0];
      const options = [
        ...languages.map(({ code, name }) => el('option', { value: code }, `${name} (${code})`)),
        el('option', { value: other[0] }, `${other[1]} (${other[0]}), not offered`),
      ];
      if (chosen !== null && options.every(({ value }) => value !== chosen)) options.push(el('option', { value: chosen }, chosen));
      select.replaceChildren(...options);
      select.value = chosen ?? languages[0]?.code ?? 'en';
    },
    /** A call that Telegram would have refused. */
    refused({ method, description }) {
      byId('refusals-section').hidden = false;
      byId('refusals').append(el('li', {}, el('b', {}, method), ` ${description}`));
    },
  };
}

function createClock() {
  let aheadMs = 0;
  let isSet = false;
  const set = (instant) => post('clock', { instant });
  const now = () => new Date(Date.now() + aheadMs);

  function tick() {
    const text = `${inBaku.format(now())} in Baku`;
    byId('clock').textContent = text;
    byId('clock').dateTime = now().toISOString();
    const banner = byId('banner');
    banner.hidden = !isSet;
    if (isSet && banner.dataset.text !== text) {
      banner.dataset.text = text;
      banner.replaceChildren(`For the bot it is ${text}. `, el('button', { type: 'button', click: () => void set(null) }, 'Real time'));
    }
  }
  byId('clock-day').addEventListener('click', () => {
    const year = now().getFullYear();
    const day = (of) => new Date(`${of}-04-04T08:59:00${BAKU}`);
    void set(day(day(year) > now() ? year : year + 1).toISOString());
  });
  byId('clock-real').addEventListener('click', () => void set(null));
  byId('clock-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void set(new Date(`${byId('clock-input').value}:00${BAKU}`).toISOString());
  });
  setInterval(tick, 1000);

  return (told) => {
    aheadMs = told.isSet ? told.now - Date.now() : 0;
    isSet = told.isSet;
    tick();
  };
}
