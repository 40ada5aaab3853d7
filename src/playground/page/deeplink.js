/** Deep links: `?start=…` in the page's address, and links to the bot in its own texts, as Telegram follows them. */

/** What Telegram lets stand after `start=`. */
const PAYLOAD = /^[\w-]{1,64}$/;

/** @param onStart gets the payload of a link that was followed */
export function followDeepLinks(onStart) {
  const start = (address) => {
    const payload = new URL(address).searchParams.get('start') ?? '';
    if (PAYLOAD.test(payload)) onStart(payload);
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link?.href.startsWith(`https://t.me/${document.body.dataset.username}?start=`)) return;
    event.preventDefault();
    start(link.href);
  });
  start(location.href);
  // A reload must not say it again.
  history.replaceState(null, '', location.pathname);
}
