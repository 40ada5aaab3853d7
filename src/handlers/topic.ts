import { entryMessage, type Reader } from '../content/entry.ts';
import { rows, topicButton } from './buttons.ts';
import { chartButtons } from './card.ts';
import { handler, type Reply, type Services } from './handler.ts';
import { safetyReply } from './safety.ts';

/** Any topic by its id: what a suggestion's button shows. */
export function topicReply(topic: string, request: Reader, services: Pick<Services, 'content' | 'botName'>): Reply {
  const { content } = services;
  const { locale } = request;
  switch (content.kindOf(topic)) {
    case 'safety':
      return safetyReply(topic, request, services);
    case 'appeal':
      return {
        html: entryMessage(content, topic, request),
        buttons: [...chartButtons(content, topic, locale), [{ label: content.say(locale, 'commands.appeal.menu'), sends: 'appeal' }]],
        locale,
      };
    case 'about':
      return { html: entryMessage(content, topic, request), locale };
    case undefined:
      return {
        html: content.say(locale, 'commands.topic.choose'),
        buttons: rows(
          content.topics.map((id) => topicButton(content, id, locale)),
          2,
        ),
        locale,
      };
  }
}

/** /topic <topic id>: one entry of any kind; without an id, all of them. */
export const topic = handler({
  name: 'topic',
  urgent: ({ text }, { content }) => content.kindOf(text) === 'safety',
  words: { choose: [] },
  run(request, services) {
    if (services.content.kindOf(request.text) !== undefined) services.recent.remember(request.chat.id, request.text);
    return topicReply(request.text, request, services);
  },
});
