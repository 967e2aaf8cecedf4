import { chatKey } from '#contracts';
import { type Clock, isPast } from '#lane';
import { type MessengerAdapter, MessengerError, type SendCall } from '#ports/messenger';
import { CHANNEL } from './cast.js';
import { fromNode, turnOf } from './node-turn.js';
import type { Outside } from './outside.js';
import { toldToWait } from './told-to-wait.js';
import { tooLate } from './too-late.js';
import type { World } from './world.js';

const UNHINDERED: SendCall = {
  signal: new AbortController().signal,
  sendBy: { wall: Infinity, monotonic: Infinity },
};

/** A call that arrives late is on its way so many times as long. */
const LATE_BY = 300;

/** What a call put into a chat. */
type Put = { message: string; text: string; edit: boolean };

/**
 * The messenger as one node reaches it. Whether a call is too late is seen where it leaves the node; from there on it takes
 * its time, and its effect, whatever becomes of the node.
 */
export function messengerFrom(
  { name, clock }: { name: string; clock: Clock },
  to: MessengerAdapter,
  outside: Outside,
  { observed, passes, polls, cameTooSoon, takes, arrives }: World,
): MessengerAdapter {
  const wait = toldToWait(outside.clock, () => cameTooSoon(name, 'the messenger'));
  const isShared = (chat: string) => outside.messenger.chats.get(chat)?.kind === 'private';
  const there = <A extends [string, ...unknown[]], T>(
    call: (by: SendCall, ...args: A) => Promise<T>,
    put?: (...args: A) => Put | undefined,
    late?: (...args: A) => void,
  ) => {
    return async (by: SendCall, ...args: A) => {
      await turnOf(clock, takes('socket'));
      if (isPast(clock, by.sendBy)) return call(tooLate(by), ...args);
      if (by.signal.aborted) return call(by, ...args);
      observed.sent(by);
      if (put) wait.sends(by);
      passes(name, 'sent');
      await turnOf(outside.clock, takes('messenger'));
      const fate = outside.befallMessenger();
      /** `cut`: nobody hears of it. */
      const arrive = async (cut: boolean) => {
        const [came] = await Promise.allSettled([call(UNHINDERED, ...args)]);
        const what = came.status === 'fulfilled' || (cut && isUnknown(came.reason)) ? put?.(...args) : undefined;
        const chat = chatKey(outside.desk, CHANNEL, args[0]);
        if (what) observed.shown(by, chat, { ...what, cut });
        const isLate = fate === 'late';
        if (what) arrives({ chat, isGroup: !isShared(args[0]), node: name, isLate }, to.capabilities.rates);
        return came;
      };
      if (fate === 'late') {
        late?.(...args);
        outside.clock.after(takes('messenger') * LATE_BY, () => void arrive(true));
        await turnOf(clock, takes('messenger'));
        throw new MessengerError('ambiguous', 'broken off after it was sent');
      }
      const came = await arrive(fate === 'cut-after');
      await turnOf(clock, takes('messenger'));
      if (passes(name, 'answered')) await turnOf(clock);
      // In a group the limit is the group's own; and a file's tracker may have its own, too.
      if (came.status === 'rejected' && isShared(args[0]) && came.reason instanceof MessengerError)
        wait.heard(came.reason);
      if (came.status === 'rejected') throw came.reason;
      return came.value;
    };
  };
  return {
    ...to,
    poll: (call, after, waitMs) =>
      fromNode(clock, takes('messenger'), () => polls(outside.desk, name, () => to.poll(call, after, waitMs))),
    send: there(to.send, (chat, { text }) => ({
      message: outside.messenger.chats.get(chat)?.messages.at(-1)?.id ?? '',
      text: text.text,
      edit: false,
    })),
    sendFile: there(to.sendFile, (chat, { caption }) => ({
      message: outside.messenger.chats.get(chat)?.messages.at(-1)?.id ?? '',
      text: caption?.text ?? '',
      edit: false,
    })),
    openFile: (call, file) =>
      fromNode(clock, takes('messenger'), async () => {
        if (!outside.befallMessenger()) return to.openFile(call, file);
        throw new MessengerError('unavailable', 'openFile: no answer');
      }),
    edit: there(to.edit, (_chat, message, { text }) => ({ message, text: text.text, edit: true })),
    react: there(to.react, undefined, (chat, message) => void outside.lateSigns.add(`${chat}/${message}`)),
    removeButtons: there(to.removeButtons),
    answerPress: there(to.answerPress),
  };
}

const isUnknown = (error: unknown) => error instanceof MessengerError && error.kind === 'ambiguous';
