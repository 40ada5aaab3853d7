import { handler } from './handler.ts';
import { mainMenu, urgentButtons } from './buttons.ts';
import { chooseLanguage } from './language.ts';
import { safetyReply } from './safety.ts';

/** /start: two sentences and the three life-critical buttons; `tip_<topic>` and `lang_<code>` are deep links. */
export const start = handler({
  name: 'start',
  words: { welcome: [] },
  async run(request, services) {
    const { content } = services;
    const [, link, value = ''] = /^(tip|lang)_([\w-]+)$/.exec(request.text) ?? [];
    if (link === 'tip' && content.kindOf(value) === 'safety') return safetyReply(value, request, services);
    const locale = link === 'lang' && content.locales.includes(value) ? value : request.locale;
    if (link === 'lang' && request.chat.kind === 'private') await chooseLanguage(locale, request, services);
    return {
      html: content.say(locale, 'commands.start.welcome'),
      buttons: [...urgentButtons(content, locale), ...mainMenu(content, locale)],
      locale,
    };
  },
});
