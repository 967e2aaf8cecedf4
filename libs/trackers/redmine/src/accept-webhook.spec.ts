import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { redmineWebhook } from './accept-webhook.js';
import { recordedOther, recordedWebhook } from './conformance/recorded-webhook.js';

const SECRET = 'correct horse';
const { accept } = redmineWebhook(SECRET);
const signed = (body: Buffer, secret = SECRET) => ({
  'x-redmine-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});
const bytes = (hook: unknown) => Buffer.from(typeof hook === 'string' ? hook : JSON.stringify(hook));

describe('a webhook of Redmine 7', () => {
  it('tells the issue it is about', () => {
    const body = bytes(recordedWebhook(4318));
    expect(accept(signed(body), body)).toEqual([{ issue: '4318' }]);
  });

  it.each([
    ['about a wiki page', recordedOther],
    ['of a shape nobody knows', { hello: 'world' }],
    ['cut off in the middle', '{"type":"issue.upd'],
    ['with an id that is no number', { data: { issue: { id: '4318; DROP' } } }],
  ])('tells nothing when genuine but %s', (_, hook) => {
    const body = bytes(hook);
    expect(accept(signed(body), body)).toEqual([]);
  });

  it('is refused when signed with another secret, unsigned, or signed in another way', () => {
    const body = bytes(recordedWebhook(4318));
    expect(accept(signed(body, 'wrong'), body)).toBeUndefined();
    expect(accept({}, body)).toBeUndefined();
    expect(
      accept({ 'x-redmine-signature-256': signed(body)['x-redmine-signature-256'].slice(7) }, body),
    ).toBeUndefined();
  });
});
