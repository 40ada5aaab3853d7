import { emergencyNumbers, entryMessage, type Reader } from '../content/entry.ts';
import { countryButtons, rows, shareButtons, topicButton, urgentButtons } from './buttons.ts';
import { handler, type Button, type Reply, type Services } from './handler.ts';
import { pictureButton } from './card.ts';
import { groupLink } from './links.ts';

/** The topic that says how to pass tips on. */
const SHARING = 'share';

/** Under the topic about sharing: the bot itself is brought into a group. */
const groupButtons = (topic: string, locale: string, { content, botName }: Pick<Services, 'content' | 'botName'>): Button[][] =>
  topic === SHARING ? [[{ label: content.say(locale, 'shared.passing.group'), url: groupLink(botName()) }]] : [];

/** One safety topic, with the way to the numbers of the reader's country where none was chosen. */
export function safetyReply(topic: string, request: Reader, services: Pick<Services, 'content' | 'botName'>): Reply {
  const { content } = services;
  const { locale } = request;
  const others = content.isLifeCritical(topic)
    ? urgentButtons(content, locale).filter(([button]) => button !== undefined && 'sends' in button && button.sends !== `safety ${topic}`)
    : [];
  return {
    html: entryMessage(content, topic, request),
    buttons: [
      ...others,
      ...countryButtons(content, request),
      ...shareButtons(content, topic, request),
      ...groupButtons(topic, locale, services),
      [pictureButton(content, topic, locale), { label: content.say(locale, 'commands.safety.menu'), sends: 'safety' }],
    ],
    locale,
  };
}

/** /safety: the topics; `/safety <topic id>`: what to do. */
export const safety = handler({
  name: 'safety',
  urgent: () => true,
  words: { choose: [] },
  run(request, services) {
    const { content } = services;
    const { locale, words } = request;
    if (content.kindOf(request.text) === 'safety') {
      services.recent.remember(request.chat.id, request.text);
      return safetyReply(request.text, request, services);
    }
    const topics = content.facts.topics.safety.filter((topic) => !content.isLifeCritical(topic));
    return {
      html: `${words.choose()}\n${emergencyNumbers(content, request).html}`.trim(),
      buttons: [
        ...urgentButtons(content, locale),
        ...rows(
          topics.map((topic) => topicButton(content, topic, locale)),
          2,
        ),
      ],
    };
  },
});
