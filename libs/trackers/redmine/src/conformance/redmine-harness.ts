import { createHmac } from 'node:crypto';
import { accountId } from '#contracts';
import { createGuardedFetch } from '#http';
import type { Account, ProvenAccount } from '#ports/tracker';
import type { TrackerHarness } from '#ports/tracker-conformance';
import type { RedminePart } from '#testkit/parts';
import { httpProxy } from '#testkit/proxies';
import type { RedmineConfig } from '../config.js';
import { plainRest, redmineBackDoor } from './back-door.js';
import { recordedOther, recordedWebhook } from './recorded-webhook.js';

const SECRET = 'hook-secret-of-the-suite';

export function personOf(part: RedminePart, login: string): Account {
  const person = part.people[login];
  if (!person) throw new Error(`no ${login} in this Redmine`);
  return { id: accountId(String(person.id)), login, name: person.name };
}

/** The same with their own API key, where the adapter acts with it. */
function provenOf(part: RedminePart, login: string, actAs: RedmineConfig['actAs']): ProvenAccount {
  const account = personOf(part, login);
  return actAs === 'own-key' ? { ...account, key: part.people[login]?.apiKey } : account;
}

/** A real Redmine, behind a proxy that does harm, for the promises of the port. */
export const redmineHarness = (part: RedminePart, actAs: RedmineConfig['actAs'] = 'switch-user'): TrackerHarness => ({
  parts: ['private-comments', 'files', 'identity', 'webhook'],
  async start() {
    const proxy = await httpProxy({ to: part.url });
    const http = createGuardedFetch();
    const config = {
      url: proxy.url,
      publicUrl: part.url,
      apiKey: part.apiKey,
      actAs,
      textFormatting: 'textile',
      webhookSecret: SECRET,
    };
    return {
      config,
      wrongCredential: { ...config, apiKey: '0000000000000000000000000000000000000000' },
      env: { fetch: http.fetch },
      project: String(part.projects['web-shop']),
      hiddenProject: String(part.projects['warehouse']),
      people: {
        service: personOf(part, 'admin'),
        engineer: provenOf(part, 'olga', actAs),
        customer: provenOf(part, 'mark', actAs),
      },
      forbiddenFile: { name: 'dump.exe', words: 'exe' },
      hook(about) {
        const sent = about === 'something-else' ? recordedOther : recordedWebhook(Number(about));
        const body = Buffer.from(JSON.stringify(sent));
        const hmac = createHmac('sha256', SECRET).update(body).digest('hex');
        return { headers: { 'x-redmine-signature-256': `sha256=${hmac}` }, body };
      },
      backDoor: redmineBackDoor(part, plainRest(part)),
      proxy,
      async stop() {
        await http.close();
        await proxy.stop();
      },
    };
  },
});
