/** The environment, read once at start: every setting with its default, and every fault listed at once by its variable's name. */
import cron from 'node-cron';
import { z } from 'zod';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format() !== '';
  } catch {
    return false;
  }
};
const isWebAddress = (value: string) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
const isWebhookAddress = (value: string) =>
  URL.canParse(value) && (new URL(value).protocol === 'https:' || (isWebAddress(value) && LOOPBACK.has(new URL(value).hostname)));

/** Five fields; node-cron would take a sixth, for seconds, which nobody wants of a yearly reminder. */
const isCron = (value: string) => value.trim().split(/\s+/).length === 5 && cron.validate(value);

const flag = z.enum(['true', 'false'], 'use true or false').transform((value) => value === 'true');
const integer = (min: number, max: number) =>
  z.coerce
    .number(`use a whole number from ${min} to ${max}`)
    .int('use a whole number')
    .min(min, `at least ${min}`)
    .max(max, `at most ${max}`);
const commaSeparated = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** A chat always reminded: an id or @channel, and the language it is reminded in when given. */
const reminderChat = (locales: readonly string[]) =>
  z
    .string()
    .regex(/^(-?\d+|@\w{4,})(:[A-Za-z-]+)?$/, 'use ids or @channels, each alone or with :locale')
    .transform((value) => {
      const [chat = '', locale] = value.split(':');
      return { chat: chat.startsWith('@') ? chat : Number(chat), locale };
    })
    .refine(({ locale }) => locale === undefined || locales.includes(locale), `after the colon use one of ${locales.join(' ')}`);

const operator = z
  .string()
  .regex(/^\d{1,15}$/, 'use Telegram user ids, comma-separated')
  .transform(Number);

const schema = (locales: readonly string[]) =>
  z.object({
    BOT_TOKEN: z
      .string()
      .regex(/^[\w:-]+$/, 'copy the token exactly as @BotFather gave it')
      .optional(),
    TELEGRAM_API_ROOT: z
      .string()
      .refine(isWebAddress, 'use an http or https address')
      .default('https://api.telegram.org')
      .transform((url) => url.replace(/\/+$/, '')),
    WEBHOOK_URL: z
      .string()
      .refine(isWebhookAddress, 'use a public https address; http only on loopback')
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    WEBHOOK_SECRET: z
      .string()
      .regex(/^[\w-]{1,256}$/, 'use 1 to 256 letters, digits, _ or -')
      .optional(),
    HOST: z.string().default('127.0.0.1'),
    PORT: integer(0, 65_535).default(8080),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'use postgres://user:password@host/database')
      .refine(URL.canParse, 'use postgres://user:password@host/database')
      .optional(),
    DATA_DIR: z.string().default('./data'),
    DEFAULT_LOCALE: z.enum(locales, `use one of ${locales.join(' ')}`).default('en'),
    REMINDER_CRON: z.string().refine(isCron, 'use five cron fields: minute hour day month weekday').default('0 9 4 4 *'),
    REMINDER_TIMEZONE: z.string().refine(isZone, 'use an IANA time zone such as Asia/Baku').default('Asia/Baku'),
    REMINDER_CHATS: commaSeparated.pipe(z.array(reminderChat(locales))).default([]),
    BROADCAST_RATE: integer(1, 1000).default(25),
    PAID_BROADCAST: flag.default(false),
    ADMIN_IDS: commaSeparated.pipe(z.array(operator)).default([]),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  });

export type Config = z.infer<ReturnType<typeof schema>>;

/** The settings are not usable; the message lists every fault, one a line, by its variable's name and never by its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the settings. An empty value counts as unset.
 * @param locales the languages offered, which DEFAULT_LOCALE and REMINDER_CHATS may name
 * @throws {ConfigError} naming every variable at fault
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, locales: readonly string[]): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const result = schema(locales).safeParse(set);
  const own = result.success ? [] : result.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
  const faults = new Set([...own, ...crossFaults(set)]);
  if (result.success && faults.size === 0) return result.data;
  const lines = [...faults].map((fault) => `  ${fault}`);
  throw new ConfigError(`These settings are wrong; mend them in the environment or in .env:\n${lines.join('\n')}`);
}

/** Settings that are wrong only together; read before they are converted, so that all faults are told at once. */
function* crossFaults(set: Readonly<Record<string, string | undefined>>): Generator<string> {
  const { WEBHOOK_URL, WEBHOOK_SECRET, BROADCAST_RATE, PAID_BROADCAST } = set;
  if (WEBHOOK_URL !== undefined && WEBHOOK_SECRET === undefined) yield 'WEBHOOK_SECRET: set it too, or unset WEBHOOK_URL';
  if (WEBHOOK_SECRET !== undefined && WEBHOOK_URL === undefined) yield 'WEBHOOK_URL: set it too, or unset WEBHOOK_SECRET';
  if (Number(BROADCAST_RATE) > 30 && PAID_BROADCAST !== 'true') yield 'BROADCAST_RATE: over 30 only with PAID_BROADCAST=true';
}
