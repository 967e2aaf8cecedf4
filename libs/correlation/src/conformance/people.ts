import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { about, account, chat, decision, desk, issue, link, message, user } from './fixtures.js';
import type { CorrelationHarness, Make } from './harness.js';

export const describePeople = (make: Make) =>
  describe('people and what they were shown', () => {
    let db: CorrelationHarness;
    beforeEach(async () => void (db = await make()));
    afterEach(() => db.close());

    it('finds the links of users, and of an account all of them', async () => {
      const phone = link('anna');
      const laptop = link('anna-laptop', { account: phone.account, language: 'ru', sealedKey: '2026.c2VhbGVk' });
      await db.write({ kind: 'link', row: phone }, { kind: 'link', row: laptop }, { kind: 'link', row: link('mark') });
      expect(await db.reads.links([user('anna'), user('vera')])).toEqual(new Map([[user('anna'), phone]]));
      const found = await db.reads.linksOf([phone, { desk, account: account('nobody') }]);
      expect(found.toSorted((a, b) => (a.user < b.user ? -1 : 1))).toEqual([phone, laptop]);
    });

    it('lets what was said last of a user count, within one transaction too', async () => {
      const again = link('anna', { account: account('other') });
      await db.write({ kind: 'link', row: link('anna') }, { kind: 'unlink', desk, user: user('anna') });
      expect(await db.reads.links([user('anna')])).toEqual(new Map());
      await db.write({ kind: 'unlink', desk, user: user('anna') }, { kind: 'link', row: again });
      expect(await db.reads.links([user('anna')])).toEqual(new Map([[user('anna'), again]]));
    });

    it('keeps another key of a linked account, and none of an account its user is not linked to any more', async () => {
      const anna = link('anna', { sealedKey: '2026.Zm9ybWVy' });
      const renewed = {
        kind: 'link-key',
        user: anna.user,
        account: anna.account,
        sealedKey: '2026.cHJlc2VudA',
      } as const;
      await db.write({ kind: 'link', row: anna }, renewed, { ...renewed, user: user('vera') });
      expect((await db.reads.links([anna.user])).get(anna.user)).toEqual({ ...anna, sealedKey: renewed.sealedKey });
      expect(await db.reads.links([user('vera')])).toEqual(new Map());
      const other = link('anna', { account: account('other') });
      await db.write({ kind: 'link', row: other });
      await db.write(renewed);
      expect((await db.reads.links([anna.user])).get(anna.user)).toEqual(other);
    });

    it('keeps ids of 64 bit and any spelling', async () => {
      const long = link('9223372036854775807', { userName: 'Анна "🔥" O\'Hara, {x}\\' });
      await db.write({ kind: 'link', row: long });
      expect((await db.reads.links([long.user])).get(long.user)).toEqual(long);
    });

    it('tells what messages are about, and forgets what a slot was about before', async () => {
      const asked = about('1', { issue: undefined, createdBy: undefined, slot: 'dialog 1' });
      await db.write({ kind: 'about', row: asked }, { kind: 'about', row: about('2', { journal: '991' }) });
      expect(await db.reads.about([asked])).toEqual([asked]);
      await db.write({ kind: 'about', row: about('1') });
      const wanted = ['1', '2', '2', '3'].map((id) => ({ chat: chat('anna'), message: message(id) }));
      const found = await db.reads.about(wanted);
      expect(found.toSorted((a, b) => (a.message < b.message ? -1 : 1))).toEqual([
        about('1'),
        about('2', { journal: '991' }),
      ]);
      expect(await db.reads.about([{ chat: chat('boris'), message: message('1') }])).toEqual([]);
    });

    it('knows since when a chat takes nothing, until it does again', async () => {
      await db.write(
        { kind: 'blocked', chat: chat('lev'), since: 5_000 },
        { kind: 'blocked', chat: chat('ivan'), since: 1 },
      );
      await db.write({ kind: 'blocked', chat: chat('ivan'), since: undefined });
      expect(await db.reads.blocked([chat('lev'), chat('ivan')])).toEqual(new Map([[chat('lev'), 5_000]]));
    });

    it('knows what stands in a chat of ours, as it was written last', async () => {
      const first = {
        chat: chat('anna'),
        slots: { menu: { message: message('5'), version: 1 } },
        lastOwn: message('5'),
      };
      const then = { chat: chat('anna'), slots: {}, lastOwn: undefined };
      await db.write({ kind: 'shown', row: first });
      expect(await db.reads.shown([chat('anna'), chat('mark')])).toEqual(new Map([[chat('anna'), first]]));
      await db.write({ kind: 'shown', row: first }, { kind: 'shown', row: then });
      expect(await db.reads.shown([chat('anna')])).toEqual(new Map([[chat('anna'), then]]));
    });

    it('tells why each person was or was not shown a change, the later word counting', async () => {
      const quiet = decision('991', { why: 'quiet-hours', at: 1_000 });
      const shown = decision('991', { why: 'delivered', at: 2_000 });
      const boris = decision('992', { account: account('boris'), why: 'own-action', at: 3_000 });
      await db.write({ kind: 'decision', row: quiet }, { kind: 'decision', row: boris });
      await db.write({ kind: 'decision', row: shown });
      await db.write({ kind: 'decision', row: quiet });
      expect(await db.reads.decisions(desk, issue('4318'))).toEqual([shown, boris]);
      expect(await db.reads.decisions(desk, issue('1'))).toEqual([]);
    });
  });
