/** Who this tab is: a chat of its own, kept for the next visit, and the language of its Telegram. */

const KEY = 'playground-chats';

/** Positive, and within the 52 bits of Telegram's ids. */
function newChat() {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return 2 ** 40 + (high % 2 ** 18) * 2 ** 32 + low;
}

const known = () => JSON.parse(localStorage.getItem(KEY) ?? '[]');

/** Resolves to whether the chat is this tab's now; the browser gives it back when the tab is closed. */
function take(chat, waitMs) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const options = waitMs === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(waitMs) };
    navigator.locks
      .request(`chat ${chat}`, options, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise(() => undefined);
      })
      .catch(() => resolve(false));
  });
}

/** The chat of this tab before a reload, else one that no open tab has, else a new one. */
export async function findChat() {
  const own = Number(sessionStorage.getItem(KEY));
  if (own > 0 && (await take(own, 400))) return own;
  for (const chat of known()) if (navigator.locks && (await take(chat, 0))) return keep(chat);
  const chat = newChat();
  await take(chat, 0);
  return keep(chat);
}

function keep(chat) {
  sessionStorage.setItem(KEY, String(chat));
  localStorage.setItem(KEY, JSON.stringify([chat, ...known().filter((other) => other !== chat)].slice(0, 20)));
  return chat;
}

/** The next load of this tab is somebody new. */
export function forgetChat() {
  const own = Number(sessionStorage.getItem(KEY));
  localStorage.setItem(KEY, JSON.stringify(known().filter((chat) => chat !== own)));
  sessionStorage.setItem(KEY, String(newChat()));
}

export const language = {
  /** What was chosen here, else the browser's, as Telegram's app would have it. */
  get: () => sessionStorage.getItem('playground-language') ?? navigator.language.toLowerCase().split('-')[0],
  set: (code) => sessionStorage.setItem('playground-language', code),
};
