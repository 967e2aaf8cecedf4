import { Readable } from 'node:stream';
import { messageId, type ChannelId, type DeskId, type RichText } from '#contracts';
import { MessengerError, type Capabilities, type MessengerAdapter, type OutgoingFile } from '#ports/messenger';
import { act, mustExist, mustFit, mustKnow, openChat } from './act.js';
import { normalise } from './raw-update.js';
import { withoutDeadLinks } from './without-dead-links.js';
import type { MemoryWorld, StoredChat, StoredMessage } from './world.js';

const MIB = 1024 * 1024;
const CAPABILITIES: Capabilities = {
  maxText: 4_096,
  maxCaption: 1_024,
  maxDownload: 20 * MIB,
  maxUpload: 50 * MIB,
  maxToast: 200,
  edits: true,
  reactions: true,
  rates: { chatPerSecond: 1, groupPerMinute: 20, channelPerSecond: 30 },
};
const BATCH = 100;

/** The channel's side of a memory world. */
export function createAdapter(
  world: MemoryWorld,
  credential: string,
  where: { desk: DeskId; channel: ChannelId },
): MessengerAdapter {
  const isKnown = () => mustKnow(credential);
  return {
    capabilities: CAPABILITIES,
    async me() {
      isKnown();
      return { id: '1', name: 'Relaydesk', link: 'https://memory.example/relaydesk' };
    },
    genuine: (headers) => headers['x-memory-credential'] === credential,
    normalise: (raw, receivedAt) => normalise(raw, receivedAt, where),

    async poll({ signal }, after, waitMs) {
      isKnown();
      if (world.webhook !== undefined) throw new MessengerError('unavailable', 'poll: a webhook is set');
      const confirmed = world.pending.findLastIndex(({ id }) => id <= Number(after ?? 0));
      world.pending.splice(0, confirmed + 1);
      await world.wait(() => world.pending.at(0), waitMs, signal);
      const raw = world.pending.slice(0, BATCH);
      const last = raw.at(-1);
      return { raw, last: last ? String(last.id) : after };
    },
    async receiveAt(_, url) {
      isKnown();
      world.webhook = url;
    },

    send: (call, chat, { text, buttons, replyTo, ask = false }) =>
      act(world, call, () => {
        isKnown();
        mustFit(text, CAPABILITIES.maxText);
        return show(openChat(world, chat), text, { buttons, replyTo, asks: ask && buttons.length === 0 });
      }),
    async sendFile(call, chat, file) {
      if (file.size > CAPABILITIES.maxUpload) throw new MessengerError('rejected', 'sendFile: over the limit');
      const bytes = await readAll(file);
      return act(world, call, () => {
        const caption = file.caption ?? { text: '', marks: [] };
        mustFit(caption, CAPABILITIES.maxCaption);
        const stored = { ref: '', name: file.name, mime: file.mime ?? '', bytes };
        return show(openChat(world, chat), caption, { replyTo: file.replyTo, files: [stored] });
      });
    },
    edit: (call, chat, message, { text: given, buttons }) =>
      act(world, call, () => {
        const text = withoutDeadLinks(given);
        mustFit(text, CAPABILITIES.maxText);
        const known = mustExist(openChat(world, chat), message, 'channel');
        if (JSON.stringify([known.text, known.buttons]) === JSON.stringify([text, buttons]))
          throw new MessengerError('not-modified', 'edit: nothing would change');
        Object.assign(known, { text, buttons });
      }),
    react: (call, chat, message, reaction) =>
      act(world, call, () => {
        mustExist(openChat(world, chat), message).reaction = reaction === 'none' ? undefined : reaction;
      }),
    removeButtons: (call, chat, message) =>
      act(world, call, () => {
        const known = mustExist(openChat(world, chat), message, 'channel');
        if (known.buttons.length === 0) throw new MessengerError('not-modified', 'removeButtons: there are none');
        known.buttons = [];
      }),
    isBelow: (message, other) => Number(message) > Number(other),
    answerPress: (call, press, toast) =>
      act(world, call, () => {
        const known = world.presses.get(press);
        if (!known || known.answer) throw new MessengerError('not-found', 'answerPress: it is not there');
        known.answer = { toast: toast ?? '' };
      }),

    async openFile(_, { ref }) {
      const file = world.files.get(ref);
      if (!file || file.bytes.length > CAPABILITIES.maxDownload)
        throw new MessengerError('rejected', 'openFile: not there, or over the limit');
      return Readable.from([file.bytes], { objectMode: false });
    },
    async close() {},
  };
}

function show(chat: StoredChat, text: RichText, rest: Partial<StoredMessage>) {
  chat.lastId += 1;
  const id = messageId(chat.lastId);
  const replyTo = chat.messages.some((message) => message.id === rest.replyTo) ? rest.replyTo : undefined;
  const words = withoutDeadLinks(text);
  chat.messages.push({ id, by: 'channel', text: words, buttons: [], asks: false, files: [], ...rest, replyTo });
  return id;
}

async function readAll(file: OutgoingFile): Promise<Buffer> {
  const source = await file.open();
  try {
    return Buffer.concat(await source.toArray());
  } catch (error) {
    throw new MessengerError('unavailable', 'sendFile: the file broke off', { cause: error });
  } finally {
    source.destroy();
  }
}
