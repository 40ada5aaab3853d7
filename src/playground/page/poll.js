/** Polls and quizzes that can be answered. */
import { el, post, unseen } from './dom.js';
import { formatted } from './text.js';

export function pollElement(poll, chat) {
  const total = poll.options.reduce((sum, { votes }) => sum + votes, 0);
  const isOver = poll.closed || poll.chosen !== null;
  const options = poll.options.map((option, index) => (isOver ? outcome(poll, option, index, total) : choice(poll, option, index, chat)));
  const kind = poll.closed ? 'Final results' : poll.quiz ? 'Quiz' : 'Poll';
  return el(
    'fieldset',
    // The question's direction is that of the whole: without one of its own, `auto` reads it first.
    { class: 'poll', dir: 'auto' },
    el('legend', {}, poll.question),
    el('p', { class: 'poll-kind' }, kind),
    ...options,
    poll.explanation === '' ? undefined : explanation(poll),
  );
}

const choice = (poll, option, index, chat) =>
  el(
    'button',
    { type: 'button', class: 'option', click: () => void post('vote', { chat, poll: poll.id, options: [index] }) },
    el('span', { class: 'dot' }),
    el('span', { dir: 'auto' }, option.text),
  );

function outcome(poll, option, index, total) {
  const share = total === 0 ? 0 : Math.round((100 * option.votes) / total);
  const isChosen = poll.chosen?.includes(index) ?? false;
  const isRight = poll.correct.includes(index);
  const state = !poll.quiz ? '' : isRight ? 'right' : isChosen ? 'wrong' : '';
  const bar = el('span', { class: 'bar' });
  bar.style.setProperty('--share', `${share}%`);
  const words = [isChosen ? 'your answer' : '', state].filter((word) => word !== '').join(', ');
  return el(
    'div',
    { class: `option ${state} ${isChosen ? 'chosen' : ''}` },
    el('span', { class: 'share', 'aria-hidden': 'true' }, state === 'right' ? '✓' : state === 'wrong' ? '✗' : `${share}%`),
    el('span', { dir: 'auto' }, option.text),
    words === '' ? undefined : unseen(` (${words})`),
    bar,
  );
}

const explanation = (poll) =>
  el('p', { class: 'explanation', dir: 'auto' }, formatted(poll.explanation, poll.explanationEntities, { onCommand: () => undefined }));
