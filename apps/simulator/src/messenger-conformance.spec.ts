import type { Mark } from '#contracts';
import { telegram } from '#messengers/telegram';
import { describeMessenger, type Fault, type Person, type Shown } from '#ports/messenger-conformance';
import { startSimulator, type Bubble, type PersonChat, type Resident, type Simulator } from './index.js';

const KINDS: Readonly<Record<string, Mark['kind']>> = {
  bold: 'bold',
  italic: 'italic',
  code: 'code',
  pre: 'pre',
  text_link: 'link',
};

const shownOf = (simulator: Simulator, bubble: Bubble): Shown => ({
  id: String(bubble.id),
  by: bubble.from.bot ? 'channel' : 'person',
  text: bubble.text,
  marks: bubble.entities.flatMap(({ type, offset, length, url }) => {
    const kind = KINDS[type];
    return kind ? [{ kind, start: offset, end: offset + length, ...(url ? { value: url } : {}) }] : [];
  }),
  buttons: bubble.buttons.map((row) => row.map(({ text, url }) => ({ label: text, url }))),
  replyTo: bubble.replyTo && String(bubble.replyTo.id),
  asks: bubble.keyboard?.['force_reply'] === true,
  reactions: bubble.reactions.map(({ emoji }) => emoji),
  files: bubble.files.map(({ name, url }) => ({
    name,
    read: async () => Buffer.from(await (await fetch(new URL(url, simulator.url))).arrayBuffer()),
  })),
});

function personIn(simulator: Simulator, { id, name }: Resident, chat: PersonChat): Person {
  return {
    name,
    chat: String(id),
    user: String(id),
    say: (words, replyTo) => String(chat.say(words, replyTo === undefined ? {} : { replyTo: Number(replyTo) })),
    edit: (message, words) => chat.edit(Number(message), words),
    sendFile: (file) => String(chat.sendFile(file)),
    sendPoll: () => String(chat.sendOther({ poll: { id: '1', question: 'Well?', options: [] } })),
    press(message, label) {
      const pressed = chat.press(Number(message), label);
      return { toast: async () => (await pressed.toast()).text ?? '' };
    },
    delete: (message) => chat.delete(Number(message)),
    block: () => chat.block(),
    unblock: () => chat.unblock(),
    screen: () => chat.transcript().map((bubble) => shownOf(simulator, bubble)),
  };
}

function befall(simulator: Simulator, fault: Fault): void {
  const aim = { times: 1, method: 'sendMessage' };
  switch (fault.kind) {
    case 'throttled':
      return void simulator.faults.add({ ...aim, kind: 'throttle', retryAfter: fault.retryAfterMs / 1_000 });
    case 'broken':
      return void simulator.faults.add({ ...aim, kind: 'refuse', code: 502, description: 'Bad Gateway' });
    case 'cut-before':
      return void simulator.faults.add({ ...aim, kind: 'drop-before' });
    case 'cut-after':
      return void simulator.faults.add({ ...aim, kind: 'drop-after' });
  }
}

describeMessenger(telegram, {
  parts: ['webhook'],
  async start() {
    const simulator = await startSimulator({ checksAnswers: true });
    const bot = simulator.createBot();
    const config = { token: bot.token, apiRoot: simulator.apiRoot };
    return {
      config,
      wrongCredential: { ...config, token: `${bot.id}:wrong` },
      secret: bot.token,
      strangeUpdate: { update_id: 7, update_of_tomorrow: { is: 'unknown' } },
      unknownChat: '999',
      newPerson(name) {
        const resident = simulator.createPerson({ name });
        return personIn(simulator, resident, resident.with(bot));
      },
      faults: { next: (fault) => befall(simulator, fault) },
      stop: () => simulator.close(),
    };
  },
});
