import { type Happening, messageId, plain, type MessageHappening } from '#contracts';
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

/** A person with a chat open: their private one, or, `among` others, that of a group. What they do gives the message's id. */
export class MemoryPerson {
  readonly user: string;
  readonly #chat: StoredChat;

  constructor(
    private readonly world: MemoryWorld,
    readonly name: string,
    private readonly language?: string,
    among?: { user: string; chat: StoredChat },
  ) {
    this.user = among?.user ?? String(1_001 + world.chats.size);
    this.#chat = among?.chat ?? world.open(this.user, 'private');
  }

  /** The same person in the chat of a group. */
  among(chat: StoredChat): MemoryPerson {
    return new MemoryPerson(this.world, this.name, this.language, { user: this.user, chat });
  }

  get chat(): string {
    return this.#chat.id;
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
    this.#tell({ kind: 'edited', message: messageId(message), text: plain(words) });
  }

  press(message: string, label: string): { toast(): Promise<string> } {
    const button = this.#find(message)
      .buttons.flat()
      .find((one) => one.label === label);
    if (button?.token === undefined) throw new RangeError(`There is no button ${label} to press`);
    const id = `press-${this.world.presses.size + 1}`;
    const press: { answer?: { toast: string } } = {};
    this.world.presses.set(id, press);
    this.#tell({ kind: 'pressed', press: id, message: messageId(message), token: button.token });
    return { toast: async () => (await this.world.wait(() => press.answer, PATIENCE_MS))?.toast ?? '' };
  }

  delete(message: string): void {
    this.#chat.messages = this.#chat.messages.filter(({ id }) => id !== message);
  }

  block(): void {
    this.#chat.blocked = true;
    this.#tell({ kind: 'membership', status: 'blocked' });
  }

  unblock(): void {
    this.#chat.blocked = false;
    this.#tell({ kind: 'membership', status: 'present' });
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

  #tell(what: Happening): void {
    this.world.tell(this.#chat, { user: this.user, name: this.name, language: this.language }, what);
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
    this.#tell({ kind: 'message', message: messageId(id), text, files: chatFiles, ...rest });
    return id;
  }
}
