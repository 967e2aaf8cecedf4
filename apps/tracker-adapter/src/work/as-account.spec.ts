import { describe, expect, it } from '@jest/globals';
import { accountId, channelId, chatKey, deskId, userKey } from '#contracts';
import { memoryCorrelation } from '#correlation';
import { createSeal, sealingKey } from '#seal';
import { silent } from '#telemetry';
import { asAccount } from './as-account.js';

const [desk, channel, account] = [deskId('acme'), channelId('telegram'), accountId('7')];
const user = userKey(desk, channel, '5100000001');
const seal = createSeal([sealingKey('a long random text')]);
const anna = { account, login: 'anna' };

function linked(sealedKey: string | undefined) {
  const { reads, apply } = memoryCorrelation();
  const names = { login: 'anna', accountName: 'Anna Karenina', userName: 'Anna', at: 0 };
  apply([
    { kind: 'link', row: { desk, user, chat: chatKey(desk, channel, '5100000001'), account, ...names, sealedKey } },
  ]);
  return { reads, seal, logger: silent };
}

describe('a linked person’s account', () => {
  it('brings the credential its link keeps', async () => {
    const context = linked(seal.close('their own key', user));
    expect(await asAccount(context, user, anna)).toEqual({ kind: 'account', ...anna, key: 'their own key' });
  });

  it('comes without one where the link keeps none, or keeps that of another account', async () => {
    expect(await asAccount(linked(undefined), user, anna)).toEqual({ kind: 'account', ...anna });
    const other = { account: accountId('8'), login: 'boris' };
    const context = linked(seal.close('their own key', user));
    expect(await asAccount(context, user, other)).toEqual({ kind: 'account', ...other });
  });

  it('comes without one that can no longer be opened', async () => {
    const former = createSeal([sealingKey('another long text')]).close('their own key', user);
    expect(await asAccount(linked(former), user, anna)).toEqual({ kind: 'account', ...anna });
  });
});
