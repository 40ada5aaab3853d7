/** What Telegram refuses, the fake refuses, with Telegram's code and words. */
import { beforeEach, expect, it } from 'vitest';
import { createFakeTelegram, type FakeTelegram } from '../../src/playground/telegram.ts';

let telegram: FakeTelegram;
let chat: number;

beforeEach(() => {
  telegram = createFakeTelegram();
  chat = telegram.person({ first_name: 'Rəna', language_code: 'az' }).id;
});

const answerOf = async (method: string, payload: object) => {
  const answer = await telegram.call(method, payload as Record<string, unknown>);
  return answer.ok ? 'taken' : `${answer.error_code} ${answer.description}`;
};
const button = (parts: object) => ({ chat_id: chat, text: 'x', reply_markup: { inline_keyboard: [[{ text: 'b', ...parts }]] } });
const poll = (parts: object = {}) => ({ chat_id: chat, question: 'q', options: [{ text: 'a' }, { text: 'b' }], ...parts });
const article = (parts: object = {}) => ({ type: 'article', id: '1', title: 't', input_message_content: { message_text: 'm' }, ...parts });

it.each([
  ['an unknown method', 'sendMesage', {}, '404 Not Found: method not found'],
  ['a method not done', 'sendDice', { chat_id: 1 }, '400 Bad Request: fake Telegram does not do sendDice yet'],
  [
    'a misspelt parameter',
    'sendMessage',
    { chat_id: 1, text: 'a', parse_mod: 'HTML' },
    '400 Bad Request: sendMessage has no parameter "parse_mod" (stricter than Telegram)',
  ],
  [
    'a misspelt field',
    'sendMessage',
    { chat_id: 1, text: 'a', link_preview_options: { disabled: true } },
    '400 Bad Request: link_preview_options has a field "disabled" (stricter than Telegram)',
  ],
  ['no chat', 'sendMessage', { text: 'a' }, '400 Bad Request: chat_id is empty'],
  ['an unknown chat', 'sendMessage', { chat_id: 42, text: 'a' }, '400 Bad Request: chat not found'],
  ['an unknown channel', 'sendMessage', { chat_id: '@nobody', text: 'a' }, '400 Bad Request: chat not found'],
  ['no text', 'sendMessage', { chat_id: 1 }, '400 Bad Request: message text is empty'],
  ['an empty text', 'sendMessage', { chat_id: 1, text: '' }, '400 Bad Request: message text is empty'],
  ['a text of spaces', 'sendMessage', { chat_id: 1, text: ' \n\u200B ' }, '400 Bad Request: text must be non-empty'],
  ['a text of tags', 'sendMessage', { chat_id: 1, text: '<b></b>', parse_mode: 'HTML' }, '400 Bad Request: text must be non-empty'],
  ['half a character', 'sendMessage', { chat_id: 1, text: '\uD83C' }, '400 Bad Request: strings must be encoded in UTF-8'],
  ['an unknown parse mode', 'sendMessage', { chat_id: 1, text: 'a', parse_mode: 'html5' }, '400 Bad Request: unsupported parse_mode'],
  [
    'a number for a text',
    'sendMessage',
    { chat_id: 1, text: 5 },
    '400 Bad Request: parameter "text" must be a string (stricter than Telegram)',
  ],
  ['an unknown action', 'sendChatAction', { chat_id: 1, action: 'thinking' }, '400 Bad Request: wrong parameter action in request'],
  ['an unknown picture', 'sendPhoto', { chat_id: 1, photo: 'AgACAg' }, '400 Bad Request: chat not found'],
  [
    'a query never asked',
    'answerCallbackQuery',
    { callback_query_id: '1' },
    '400 Bad Request: query is too old and response timeout expired or query ID is invalid',
  ],
  [
    'a language that is no two letters',
    'setMyDescription',
    { description: 'd', language_code: 'az-AZ' },
    '400 Bad Request: invalid language code specified',
  ],
  [
    'a description too long',
    'setMyDescription',
    { description: 'd'.repeat(513) },
    '400 Bad Request: description of over 512 characters (stricter than Telegram)',
  ],
  [
    'a short description too long',
    'setMyShortDescription',
    { short_description: 'd'.repeat(121) },
    '400 Bad Request: short description of over 120 characters (stricter than Telegram)',
  ],
])('refuses %s', async (_, method, payload, answer) => {
  expect(await answerOf(method, payload)).toBe(answer);
});

it.each([
  ['a text over 4,096', () => ({ chat_id: chat, text: `<b>${'ə'.repeat(4097)}</b>`, parse_mode: 'HTML' }), 'message is too long'],
  ['no place to answer to', () => ({ chat_id: chat, text: 'a', reply_parameters: { message_id: 5 } }), 'message to be replied not found'],
  ['a topic in a private chat', () => ({ chat_id: chat, text: 'a', message_thread_id: 5 }), 'message thread not found'],
  ['a markup that is none', () => ({ chat_id: chat, text: 'a', reply_markup: [] }), 'object expected as reply markup'],
  [
    'an unknown markup',
    () => ({ chat_id: chat, text: 'a', reply_markup: { buttons: [] } }),
    'reply markup has no keyboard that Telegram knows (stricter than Telegram)',
  ],
  [
    'a keyboard that is no rows',
    () => ({ chat_id: chat, text: 'a', reply_markup: { inline_keyboard: [{ text: 'a' }] } }),
    'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
  ],
  ['a button that does nothing', () => button({}), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
  [
    'empty button data',
    () => button({ callback_data: '' }),
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  ['button data over 64 bytes', () => button({ callback_data: 'ə'.repeat(33) }), 'BUTTON_DATA_INVALID'],
  [
    'a button with two kinds',
    () => button({ callback_data: 'a', url: 'https://a.org' }),
    'an inline keyboard button is url and callback_data at once (stricter than Telegram)',
  ],
  ['a misspelt kind', () => button({ callback: 'a' }), 'an inline keyboard button has a field "callback" (stricter than Telegram)'],
  ['a button without a label', () => button({ text: ' ', callback_data: 'a' }), 'inline keyboard button text must be non-empty'],
  [
    'an unknown style',
    () => button({ callback_data: 'a', style: 'red' }),
    "can't parse inline keyboard button: invalid button style specified",
  ],
  ['a telephone address', () => button({ url: 'tel:112' }), "inline keyboard button URL 'tel:112' is invalid: Wrong HTTP URL"],
  [
    'an address of this machine',
    () => button({ url: 'http://localhost:8080/' }),
    "inline keyboard button URL 'http://localhost:8080/' is invalid: Wrong HTTP URL",
  ],
  ['nothing to copy', () => button({ copy_text: { text: '' } }), 'BUTTON_COPY_TEXT_INVALID'],
  ['too much to copy', () => button({ copy_text: { text: 'a'.repeat(257) } }), 'BUTTON_COPY_TEXT_INVALID'],
  ['a share for no chat', () => button({ switch_inline_query_chosen_chat: { query: 'a' } }), 'at least one chat type must be allowed'],
])('refuses a message with %s', async (_, payload, words) => {
  expect(await answerOf('sendMessage', payload())).toBe(`400 Bad Request: ${words}`);
});

it.each([
  ['no question', () => poll({ question: '' }), 'poll question must be non-empty'],
  ['a question over 300', () => poll({ question: 'q'.repeat(301) }), 'poll question length must not exceed 300'],
  ['an option over 100', () => poll({ options: [{ text: 'a' }, { text: 'b'.repeat(101) }] }), 'poll options length must not exceed 100'],
  ['one option', () => poll({ options: [{ text: 'a' }] }), 'poll must have at least 2 options (stricter than Telegram)'],
  ['thirteen options', () => poll({ options: Array.from({ length: 13 }, () => ({ text: 'a' })) }), "poll can't have more than 12 options"],
  ['a quiz without an answer', () => poll({ type: 'quiz' }), 'correct quiz option list must be non-empty'],
  ['an answer that is no option', () => poll({ type: 'quiz', correct_option_ids: [2] }), 'wrong quiz correct_option_id'],
  [
    'an explanation over 200',
    () => poll({ type: 'quiz', correct_option_ids: [0], explanation: 'e'.repeat(201) }),
    'QUIZ_EXPLANATION_INVALID',
  ],
])('refuses a poll with %s', async (_, payload, words) => {
  expect(await answerOf('sendPoll', payload())).toBe(`400 Bad Request: ${words}`);
});

it.each([
  ['a capital', [{ command: 'Start', description: 'd' }], 'BOT_COMMAND_INVALID'],
  ['a hyphen', [{ command: 'a-b', description: 'd' }], 'BOT_COMMAND_INVALID'],
  ['a long name', [{ command: 'a'.repeat(33), description: 'd' }], 'command length must not exceed 32'],
  ['no description', [{ command: 'a', description: '' }], 'command description must be non-empty'],
  ['a long description', [{ command: 'a', description: 'd'.repeat(257) }], 'command description length must not exceed 256'],
  ['too many', Array.from({ length: 101 }, (__, index) => ({ command: `a${index}`, description: 'd' })), 'BOT_COMMANDS_TOO_MUCH'],
])('refuses commands with %s', async (_, commands, words) => {
  expect(await answerOf('setMyCommands', { commands })).toBe(`400 Bad Request: ${words}`);
});

it.each([
  ['over 50', Array.from({ length: 51 }, (__, index) => article({ id: String(index) })), 'too many inline query results specified'],
  ['an id over 64 bytes', [article({ id: 'ə'.repeat(33) })], 'RESULT_ID_INVALID'],
  ['an id twice', [article(), article()], 'RESULT_ID_DUPLICATE'],
  [
    'broken HTML',
    [article({ input_message_content: { message_text: '<b>', parse_mode: 'HTML' } })],
    'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
  ],
  [
    'button data too long',
    [article({ reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'a'.repeat(65) }]] } })],
    'BUTTON_DATA_INVALID',
  ],
])('refuses inline results: %s', async (_, results, words) => {
  const id = await telegram.asksInline(chat, 'q');
  expect(await answerOf('answerInlineQuery', { inline_query_id: id, results })).toBe(`400 Bad Request: ${words}`);
});
