import { escapeHtml, leftToRight } from '../content/fill.ts';
import { urgentButtons } from './buttons.ts';
import { handler } from './handler.ts';

/** /help: how to ask, and every command with what it does. */
export const help = handler({
  name: 'help',
  words: { how: [], commands: [] },
  run({ locale, words }, { content }) {
    const menu = content.keys(locale).filter((key) => /^commands\.\w+\.menu$/.test(key));
    const lines = menu.map((key) => `${leftToRight(`/${key.split('.')[1]}`, locale)} ${escapeHtml(content.say(locale, key))}`);
    return { html: `${words.how()}\n\n<b>${words.commands()}</b>\n${lines.join('\n')}`, buttons: urgentButtons(content, locale) };
  },
});
