import type { Content } from '../content/content.ts';
import { safetyCard } from '../content/entry.ts';
import { CARD } from '../content/passed.ts';
import { cardButtons, mainMenu, shareButtons, urgentButtons } from './buttons.ts';
import { handler, type Reply } from './handler.ts';
import { chooseLanguage } from './language.ts';
import { safetyReply } from './safety.ts';

/** What a group hears first: what to press in danger, how to ask, what its administrators may choose. */
export const groupGreeting = (content: Content, locale: string): Reply => ({
  html: content.say(locale, 'commands.start.group'),
  buttons: [...urgentButtons(content, locale), [{ label: content.say(locale, 'commands.subscribe.menu'), sends: 'subscribe' }]],
  locale,
});

/** /start: two sentences and the three life-critical buttons; `tip_<topic>` and `lang_<code>` are deep links. */
export const start = handler({
  name: 'start',
  urgent: () => true,
  words: { welcome: [], group: [] },
  async run(request, services) {
    const { content } = services;
    const [, link, value = ''] = /^(tip|lang)_([\w-]+)$/.exec(request.text) ?? [];
    if (link === 'tip' && content.kindOf(value) === 'safety') return safetyReply(value, request, services);
    if (link === 'tip' && value === CARD)
      return { html: safetyCard(content, request), buttons: [...cardButtons(content, request), ...shareButtons(content, CARD, request)] };
    const locale = link === 'lang' && content.locales.includes(value) ? value : request.locale;
    if (request.chat.kind !== 'private') return groupGreeting(content, locale);
    if (link === 'lang') await chooseLanguage(locale, request, services);
    return {
      html: content.say(locale, 'commands.start.welcome'),
      buttons: [...urgentButtons(content, locale), ...mainMenu(content, locale)],
      locale,
    };
  },
});
