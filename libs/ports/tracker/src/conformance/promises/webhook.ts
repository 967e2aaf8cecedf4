import { expect, it } from '@jest/globals';
import { issueId } from '#contracts';
import type { Setting } from '../setting.js';

export function webhookPromises(setting: () => Setting): void {
  function sent(about: Parameters<NonNullable<Setting['hook']>>[0]) {
    const { adapter, hook } = setting();
    if (!adapter.webhook || !hook) throw new Error('The adapter or its harness has no webhook.');
    return { webhook: adapter.webhook, ...hook(about) };
  }

  it('reads from a genuine hook which issue may have changed', () => {
    const { webhook, headers, body } = sent(issueId('4318'));
    expect(webhook.accept(headers, body)).toEqual([{ issue: '4318' }]);
  });

  it('takes no hook whose bytes are not the signed ones, and none without a signature', () => {
    const { webhook, headers, body } = sent(issueId('4318'));
    const forged = Buffer.from(body.toString('utf8').replace('4318', '4319'));
    expect(webhook.accept(headers, forged)).toBeUndefined();
    expect(webhook.accept({}, body)).toBeUndefined();
    const short = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.slice(0, -1)]));
    expect(webhook.accept(short, body)).toBeUndefined();
  });

  it('takes a genuine hook about something else, and learns nothing from it', () => {
    const { webhook, headers, body } = sent('something-else');
    expect(webhook.accept(headers, body)).toEqual([]);
  });
}
