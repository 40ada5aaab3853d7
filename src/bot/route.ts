/** Which handler answers what was said. */
import type { BotParts } from './bot.ts';
import type { Incoming } from './incoming.ts';
import type { Heard } from './responder.ts';

/** @returns undefined where nobody expects an answer */
export function createRouter({ commands, answers, isOperator }: Pick<BotParts, 'commands' | 'answers' | 'isOperator'>) {
  const byName = new Map(commands.map((command) => [command.name, command]));
  return ({ said, from, isPress }: Incoming): Heard | undefined => {
    switch (said.kind) {
      case 'nothing':
        return undefined;
      case 'question':
        return { handler: answers.question, section: 'answers', text: said.text };
      case 'unsupported':
        return { handler: answers.unsupported, section: 'answers', text: '' };
      case 'command': {
        const handler = byName.get(said.name);
        const hidden = (handler?.operators === true && !isOperator(from?.id ?? 0)) || (handler?.once === true && !isPress);
        return handler === undefined || hidden
          ? { handler: answers.unknown, section: 'answers', text: '' }
          : { handler, section: 'commands', text: said.text };
      }
    }
  };
}
