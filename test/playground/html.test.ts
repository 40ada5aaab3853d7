/** Telegram's HTML: what is read, and in whose words the rest is refused. Cases of tdlib's own tests where it has them. */
import { expect, it } from 'vitest';
import { parseHtml } from '../../src/playground/telegram/html.ts';

const refusal = (html: string): string => {
  try {
    parseHtml(html);
    return 'taken';
  } catch (error) {
    return (error as Error).message.replace("Bad Request: can't parse entities: ", '');
  }
};

it.each([
  ['🏟 🏟&lt;<abacaba', 'Unclosed start tag at byte offset 13'],
  ['🏟 🏟&lt;<abac aba>', 'Unsupported start tag "abac" at byte offset 13'],
  ['🏟 🏟&lt;<abac>', 'Unsupported start tag "abac" at byte offset 13'],
  ['🏟 🏟&lt;<i   =aba>', 'Empty attribute name in the tag "i" at byte offset 13'],
  ['🏟 🏟&lt;<a    href  =  ', 'Unclosed start tag "a" at byte offset 13'],
  ['🏟 🏟&lt;<a    href  =  190azAz-.,', 'Unexpected end of name token at byte offset 28'],
  ['🏟 🏟&lt;<a    href  =  "&lt;&gt;&quot;>', 'Unclosed start tag at byte offset 13'],
  ['🏟 🏟&lt;</', 'Unexpected end tag at byte offset 13'],
  ['🏟 🏟&lt;<b></b></', 'Unexpected end tag at byte offset 20'],
  ['🏟 🏟&lt;<i>a</i   ', 'Unclosed end tag at byte offset 17'],
  ['🏟 🏟&lt;<i>a</em   >', 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'],
  ['<b>one <i>two</b></i>', 'Unmatched end tag at byte offset 13, expected "</i>", found "</b>"'],
  ['<b>never closed', 'Can\'t find end tag corresponding to start tag "b"'],
  ['a < b', 'Unsupported start tag "" at byte offset 2'],
  ['a < b > c', 'Unsupported start tag "" at byte offset 2'],
  ['<span class="red">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['<br>', 'Unsupported start tag "br" at byte offset 0'],
  ['<p>a</p>', 'Unsupported start tag "p" at byte offset 0'],
  ['&#xDFDF;', 'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units'],
])('refuses %j in the words of Telegram', (html, words) => {
  expect(refusal(html)).toBe(words);
});

it.each([
  ['Fire & smoke', 'Unescaped "&" at byte offset 5'],
  ['&nbsp;', 'Unescaped "&" at byte offset 0'],
  ['<a href="tel:112">112</a>', "Telegram drops the link 'tel:112': Wrong HTTP URL"],
  ['<a href="http://localhost/">x</a>', "Telegram drops the link 'http://localhost/': Wrong HTTP URL"],
  ['<b class="x">a</b>', 'Unknown attribute "class" in the tag "b"'],
])('refuses %j, which Telegram lets pass though no bot means it', (html, words) => {
  expect(refusal(html)).toBe(`${words} (stricter than Telegram)`);
});

it('reads text and entities, the outer one first', () => {
  expect(parseHtml('🏟<b>a <i>b</i></b> &lt;&amp;&gt;&quot; &#1575;&#x41;')).toEqual({
    text: '🏟a b <&>" اA',
    entities: [
      { type: 'bold', offset: 2, length: 3 },
      { type: 'italic', offset: 4, length: 1 },
    ],
  });
});

it('reads every tag that the bot may use', () => {
  const html =
    '<u>1</u><s>2</s><code>3</code><tg-spoiler>4</tg-spoiler><a href="https://example.org/?a=1&amp;b=2">5</a><blockquote>6</blockquote><blockquote expandable>7</blockquote>';
  expect(parseHtml(html).entities.map(({ type }) => type)).toEqual([
    'underline',
    'strikethrough',
    'code',
    'spoiler',
    'text_link',
    'blockquote',
    'expandable_blockquote',
  ]);
  expect(parseHtml(html).entities[4]).toMatchObject({ url: 'https://example.org/?a=1&b=2' });
});

it.each(['<pre><code class="language-fift">x</code></pre>', '<code class="language-fift"><pre>x</pre></code>'])(
  'reads the language of %s',
  (html) => {
    expect(parseHtml(html).entities).toEqual([{ type: 'pre', offset: 0, length: 1, language: 'fift' }]);
  },
);

it('makes no entity of an empty tag, and takes a short end tag', () => {
  expect(parseHtml('<b></b><i>a</>')).toEqual({ text: 'a', entities: [{ type: 'italic', offset: 0, length: 1 }] });
});

it('reads 4,096 characters with many tags in a moment', () => {
  const start = performance.now();
  parseHtml('<b>word</b> &amp; '.repeat(700));
  expect(performance.now() - start).toBeLessThan(200);
});
