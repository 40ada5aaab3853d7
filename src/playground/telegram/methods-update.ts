/** How updates reach the bot: fetched by it, or sent to its webhook. */
import type { Args } from './methods.ts';
import type { Fetch } from './mailbox.ts';
import { badRequest, Refusal } from './refusal.ts';
import type { World } from './world.ts';

const WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

export const updateMethods = (world: World) => ({
  getUpdates(args: Args<'getUpdates'> & Pick<Fetch, 'signal'>) {
    if (world.webhook) throw new Refusal(409, `Conflict: ${WEBHOOK_ACTIVE}`);
    world.wishes.allow(args.allowed_updates);
    return world.mailbox.fetch(args);
  },

  setWebhook({ url, secret_token: secret = '', max_connections = 40, allowed_updates, drop_pending_updates }: Args<'setWebhook'>) {
    const isLocal = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\//.test(url);
    if (url !== '' && !url.startsWith('https://') && !isLocal) throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
    if (!/^[\w-]{0,256}$/.test(secret)) throw badRequest('secret token contains unallowed characters');
    world.mailbox.interrupt('terminated by setWebhook request');
    world.wishes.allow(allowed_updates);
    if (drop_pending_updates === true) world.mailbox.drop();
    const connections = Math.max(1, Math.min(max_connections, 100));
    world.webhook = url === '' ? undefined : { url, secret, connections, ...(allowed_updates && { allowed: allowed_updates }) };
    return true;
  },

  deleteWebhook({ drop_pending_updates }: Args<'deleteWebhook'>) {
    if (drop_pending_updates === true) world.mailbox.drop();
    world.webhook = undefined;
    return true;
  },

  getWebhookInfo: () => ({
    url: world.webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: world.mailbox.waiting(),
    ...(world.webhook && { max_connections: world.webhook.connections }),
    ...(world.webhook?.allowed && { allowed_updates: [...world.webhook.allowed] }),
  }),
});
