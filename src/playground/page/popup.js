/** A menu that opens above its button: arrow keys, Escape, a press elsewhere. */

/**
 * @param {HTMLElement} button opens it; undefined for none
 * @param {HTMLElement} popup with role menu, its entries are buttons with role menuitem
 */
export function createPopup(button, popup, { onOpen = () => undefined, home } = {}) {
  const entries = () => [...popup.querySelectorAll('[role=menuitem]')];

  function show(isOpen) {
    popup.hidden = !isOpen;
    button.setAttribute('aria-expanded', String(isOpen));
  }
  function close(goHome = true) {
    if (popup.hidden) return;
    show(false);
    if (goHome) (home ?? button).focus();
  }
  function open(takeFocus) {
    onOpen();
    show(entries().length > 0);
    if (takeFocus) entries()[0]?.focus();
  }

  button.addEventListener('click', () => (popup.hidden ? open(true) : close()));
  document.addEventListener('pointerdown', ({ target }) => {
    if (!popup.contains(target) && !button.contains(target)) close(false);
  });
  popup.addEventListener('click', ({ target }) => {
    if (target.closest('[role=menuitem]')) close();
  });
  popup.addEventListener('keydown', (event) => {
    const all = entries();
    const at = all.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 };
    if (event.key === 'Escape' || event.key === 'Tab') close(event.key === 'Escape');
    if (!(event.key in steps)) return;
    event.preventDefault();
    all[steps[event.key] % all.length]?.focus();
  });

  return { open, close, isOpen: () => !popup.hidden, focusFirst: () => entries()[0]?.focus() };
}
