import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeRecord, messageId, plain, sessionKey, type Happening, type TopicRecord, type Update } from '#contracts';
import { readsThrough } from '#correlation';
import { linkCodes } from './domain/link-code.js';
import { sessionEvents } from './lane.js';
import { ANNA, ANNAS_LINK, DESK_OPTIONS, MARK, PRIVATE_CHAT } from './rehearsal/desk.js';
import { created, issue } from './rehearsal/answers.js';
import { occurrence, type Occurrence } from './rehearsal/occurrences.js';
import { RandomChat } from './rehearsal/random-chat.js';
import { Rehearsal } from './rehearsal/rehearsal.js';

const service = sessionEvents({ desk: () => DESK_OPTIONS, linkCode: linkCodes('a secret') });

function reply(number: number, user = ANNA): TopicRecord<'session-events'> {
  const what: Happening = {
    kind: 'message',
    message: messageId(number),
    text: plain('Hi'),
    files: [],
    replyTo: messageId(number - 1),
  };
  const sender = { user, name: 'Anna' };
  const body: Update = { chat: PRIVATE_CHAT, chatKind: 'private', sender, at: 0, receivedAt: 0, what };
  return makeRecord('session-events', 'update.v1', {
    key: PRIVATE_CHAT,
    at: 0,
    causes: [`${number}`],
    ordinal: 0,
    body,
  });
}

describe('the lane of sessions', () => {
  it('reads what a whole batch needs at once', async () => {
    const chat = new Rehearsal();
    const calls: [string, number][] = [];
    const counted = readsThrough(chat.lane.correlation.reads, (read, name, asked) => {
      calls.push([name, asked.flat().length]);
      return read();
    });
    const records = [reply(1), reply(2), reply(3, MARK)];
    await service.load(counted, records, new Map([[sessionKey(PRIVATE_CHAT, MARK), {}]]));
    expect(calls).toEqual([
      ['about', 3],
      ['links', 2],
      ['created', 0],
    ]);
  });

  it('has a session for each person in a chat', () => {
    expect(service.keysOf(reply(1), 0)).toEqual([sessionKey(PRIVATE_CHAT, ANNA)]);
    expect(service.keysOf(reply(1, MARK), 0)).toEqual([sessionKey(PRIVATE_CHAT, MARK)]);
  });

  it('shows of a menu what it has come to, and everything else it says', async () => {
    const chat = new Rehearsal();
    await chat.write('Hi');
    await chat.write('there');
    await chat.wait(1_000);
    await chat.press('New issue');
    await chat.press('Create');
    const shown = Map.groupBy(chat.records, (record) => service.shows?.(record) ?? record.kind);
    const [slot] = chat.screen.slots.keys();
    expect([...shown.keys()].toSorted()).toEqual([`${PRIVATE_CHAT} ${slot}`, 'command.v1', 'delivery.v1']);
  });

  it('leaves out no menu that takes the buttons of a copy away', async () => {
    const chat = new Rehearsal();
    await chat.write('Hi');
    await chat.wait(1_000);
    const token = chat.screen.last?.buttons.flat().find(({ label }) => label === 'New issue')?.token ?? '';
    await chat.pressToken(token, ANNA, messageId('a copy'));
    const ofMenu = chat.records.findLast((one) => one.kind === 'delivery.v1' && one.body.what.kind === 'slot');
    expect(ofMenu).toMatchObject({ body: { what: { pressedOn: 'a copy' } } });
    expect(ofMenu && service.shows?.(ofMenu)).toBeUndefined();
  });

  it('closes a window that could not be closed, once it is told to', async () => {
    const chat = new Rehearsal();
    await chat.write('Hi');
    const key = sessionKey(PRIVATE_CHAT, ANNA);
    const kept = chat.lane.states.get(key);
    chat.lane.states.set(key, { json: kept?.json ?? '', dueAt: undefined });
    chat.now += 5_000;
    const fields = { key: PRIVATE_CHAT, at: chat.now, causes: ['a letter'], ordinal: 0, body: { session: key } };
    await chat.take(makeRecord('session-events', 'window.v1', fields));
    expect(chat.text()).toContain('Where does this belong?');
  });

  it('says since when nothing is waited for in a session: never while it holds words, a window or a write', async () => {
    const chat = new Rehearsal();
    const idleSince = () => chat.lane.states.get(sessionKey(PRIVATE_CHAT, ANNA))?.idleSince;
    const steps: [string, () => Promise<unknown>][] = [
      ['asked for help', () => chat.bot('help')],
      ['wrote', () => chat.write('The shop is slow')],
      ['is asked where it belongs', () => chat.wait(1_000)],
      ['is asked what to create', () => chat.press('New issue')],
      ['waits for it', () => chat.press('Create')],
      ['is in doubt', () => chat.answer({ kind: 'doubt', found: 'Something else' })],
      ['has it created', () => chat.answer(created(issue(4318, 'The shop is slow')))],
    ];
    const idle: string[] = [];
    for (const [step, happens] of steps) {
      await happens();
      if (idleSince() === chat.now) idle.push(step);
      else expect(idleSince()).toBeUndefined();
    }
    expect(idle).toEqual(['asked for help', 'has it created']);
  });

  it('waits for nothing in what was put away, in a wish to connect, and in what could not be read', async () => {
    const key = sessionKey(PRIVATE_CHAT, ANNA);
    const [dropped, empty] = [new Rehearsal(), new Rehearsal({ links: [], options: { unknownPeople: 'ask' } })];
    await dropped.write('Never mind');
    await dropped.wait(1_000);
    await dropped.press('Drop it');
    expect(dropped.session()?.dialogs).toHaveLength(1);
    expect(dropped.lane.states.get(key)?.idleSince).toBe(dropped.now);

    await empty.bot('start');
    expect(empty.session()?.dialogs).toHaveLength(1);
    expect(empty.lane.states.get(key)?.idleSince).toBe(empty.now);

    empty.lane.states.set(key, { json: '{"something":"else"}', dueAt: undefined });
    await empty.write('Hi');
    expect(empty.lane.states.get(`${key}|unreadable`)?.idleSince).toBe(empty.now);
    expect(empty.lane.states.get(key)?.idleSince).toBeUndefined();
  });

  it('goes on with a message’s trace when its window closes', async () => {
    const chat = new Rehearsal();
    await chat.lane.take({ ...reply(1), trace: '00-1-2-01' });
    await chat.wait(1_000);
    expect(chat.records.map(({ trace }) => trace)).toEqual(['00-1-2-01']);
  });

  it('makes the same records of the same happenings, and never one twice', async () => {
    const tell = async (all: readonly Occurrence[]) => {
      const random = new RandomChat(new Rehearsal({ links: [ANNAS_LINK] }));
      for (const one of all) await random.happen(one);
      return random.chat.records;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(occurrence, { maxLength: 40, size: 'max' }), async (all) => {
        const records = await tell(all);
        expect(await tell(all)).toEqual(records);
        expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
      }),
      { numRuns: 25 },
    );
  });
});
