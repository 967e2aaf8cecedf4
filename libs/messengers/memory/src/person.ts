import { messageId, plain, type MessageHappening } from '#contracts';
import type { MemoryWorld, StoredChat, StoredFile, StoredMessage } from './world.js';

/** How long a person waits for the answer to a press, by the world's clock. */
const PATIENCE_MS = 5_000;

/** `album`: what all files of one album have in common. */
export type PersonsFile = {
  name: string;
  mime: string;
  bytes: Buffer;
  caption?: string;
  replyTo?: string | undefined;
  album?: string | undefined;
};

/** A person with their private chat open. What they do gives the message's id. */
export class MemoryPerson {
  readonly #chat: StoredChat;

  constructor(
    private readonly world: MemoryWorld,
    readonly name: string,
    language?: string,
  ) {
    const user = String(1_001 + world.chats.size);
    this.#chat = { user, name, language, blocked: false, lastId: 0, messages: [] };
    world.chats.set(user, this.#chat);
  }

  /** A private chat's id is the user's. */
  get user(): string {
    return this.#chat.user;
  }
  get chat(): string {
    return this.#chat.user;
  }

  say(words: string, replyTo?: string): string {
    const [, name, args = ''] = /^\/(\w+)\s*(.*)$/s.exec(words) ?? [];
    return this.#post(words, [], {
      ...(replyTo === undefined ? {} : this.#answering(replyTo)),
      ...(name === undefined ? {} : { command: { name, args } }),
    });
  }

  sendFile({ name, mime, bytes, caption = '', replyTo, album }: PersonsFile): string {
    const file = { ref: `file-${this.world.files.size + 1}`, name, mime, bytes };
    this.world.files.set(file.ref, file);
    return this.#post(caption, [file], {
      ...(replyTo === undefined ? {} : this.#answering(replyTo)),
      ...(album === undefined ? {} : { album }),
    });
  }

  sendPoll(): string {
    return this.#post('', [], { unsupported: 'poll' });
  }

  edit(message: string, words: string): void {
    this.#find(message).text = plain(words);
    this.world.tell(this.#chat, { kind: 'edited', message: messageId(message), text: plain(words) });
  }

  press(message: string, label: string): { toast(): Promise<string> } {
    const button = this.#find(message)
      .buttons.flat()
      .find((one) => one.label === label);
    if (button?.token === undefined) throw new RangeError(`There is no button ${label} to press`);
    const id = `press-${this.world.presses.size + 1}`;
    const press: { answer?: { toast: string } } = {};
    this.world.presses.set(id, press);
    this.world.tell(this.#chat, { kind: 'pressed', press: id, message: messageId(message), token: button.token });
    return { toast: async () => (await this.world.wait(() => press.answer, PATIENCE_MS))?.toast ?? '' };
  }

  delete(message: string): void {
    this.#chat.messages = this.#chat.messages.filter(({ id }) => id !== message);
  }

  block(): void {
    this.#chat.blocked = true;
    this.world.tell(this.#chat, { kind: 'membership', status: 'blocked' });
  }

  unblock(): void {
    this.#chat.blocked = false;
    this.world.tell(this.#chat, { kind: 'membership', status: 'present' });
  }

  /** The chat as it is on the screen, oldest first. */
  screen() {
    return this.#chat.messages.map(({ text: { text, marks }, reaction, files, ...shown }) => ({
      ...shown,
      text,
      marks,
      reactions: reaction === undefined ? [] : [reaction],
      files: files.map(({ name, bytes }) => ({ name, read: async () => bytes })),
    }));
  }

  #find(message: string): StoredMessage {
    const found = this.#chat.messages.find(({ id }) => id === message);
    if (!found) throw new RangeError(`There is no message ${message}`);
    return found;
  }

  #answering(message: string): Pick<MessageHappening, 'replyTo' | 'answersChannel'> {
    const isOurs = this.#chat.messages.some(({ id, by }) => id === message && by === 'channel');
    return { replyTo: messageId(message), ...(isOurs && { answersChannel: true }) };
  }

  #post(words: string, files: readonly StoredFile[], rest: Partial<MessageHappening> = {}): string {
    this.#chat.lastId += 1;
    const id = String(this.#chat.lastId);
    const text = plain(words);
    const { replyTo } = rest;
    this.#chat.messages.push({ id, by: 'person', text, buttons: [], replyTo, asks: false, files });
    const chatFiles = files.map(({ ref, name, mime, bytes }) => ({ ref, name, mime, size: bytes.length }));
    this.world.tell(this.#chat, { kind: 'message', message: messageId(id), text, files: chatFiles, ...rest });
    return id;
  }
}
