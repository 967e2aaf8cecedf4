import { type Member, personOf } from '../world/cast.js';
import type { Outside } from '../world/outside.js';
import type { World } from '../world/world.js';
import type { PutIn } from './put-in.js';

const LOOK_AGAIN_MS = 1_500;
/** Of three, two write in the tracker with a key of their own, which they have made anew so much later. */
const WITH_KEYS = 2 / 3;
const NEW_KEY_AFTER_MS = 3_000;
const CODE = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/;

/**
 * People who prove in mid-run, by a code, which account is theirs. They say nothing more until they hear of it, once all they
 * wrote before is in the tracker: so everybody knows in whose name their words are to be there.
 */
export function createLinkers(world: World, { cast, tracker, messenger }: Outside, putIn: PutIn) {
  const { clock, trace } = world;
  const pressed = new Set<string>();
  let begun = 0;

  const messages = ({ chat }: Member) => messenger.chats.get(chat.chat)?.messages ?? [];
  const shown = (member: Member) => messages(member).flatMap(({ by, text }) => (by === 'channel' ? [text.text] : []));

  /** Whether each of their messages is in the tracker, as often as they said it, or else its files. */
  function isAllThere(member: Member): boolean {
    const theirs = putIn.words.filter(({ person }) => person === personOf(member));
    const texts = [...tracker.issues.values()].flatMap(({ description, journals }) => [
      description,
      ...journals.map(({ text }) => text),
    ]);
    const lines = texts.filter((text) => text.startsWith(`from ${member.name},`)).flatMap((text) => text.split('\n'));
    const attached = new Set([...tracker.files.values()].flatMap(({ name, issue }) => (issue ? [name] : [])));
    const said = Map.groupBy(theirs, ({ text }) => text);
    return said
      .entries()
      .every(([text, words]) =>
        text === ''
          ? words.every(({ files = [] }) => files.every((file) => attached.has(file)))
          : lines.filter((line) => line.trim() === text).length >= words.length,
      );
  }

  /** A code that is no longer good is taken anew: each button is pressed once. */
  function takeAnother(member: Member): void {
    for (const { id, buttons } of messages(member)) {
      const { token } = buttons.flat().find(({ label }) => label === 'New code') ?? {};
      if (!token || pressed.has(token)) continue;
      pressed.add(token);
      trace.note(`${member.name} takes another code`);
      member.chat.press(id, 'New code');
    }
  }

  function enterCode(member: Member, account: NonNullable<Member['account']>): void {
    const person = tracker.personNamed(account.login);
    const [code] = shown(member)
      .flatMap((text) => CODE.exec(text)?.[0] ?? [])
      .slice(-1);
    if (shown(member).some((text) => text.includes(`This is ${account.name} now`))) return linked(member, account);
    if (code !== undefined && person.code !== code) {
      trace.note(`${member.name} enters the code`);
      person.code = code;
    }
    takeAnother(member);
    clock.after(LOOK_AGAIN_MS, () => enterCode(member, account));
  }

  function linked(member: Member, account: NonNullable<Member['account']>): void {
    trace.note(`${member.name} is linked`);
    member.account = account;
    member.isLinking = false;
    const person = tracker.personNamed(account.login);
    if (person.key !== undefined)
      clock.after(NEW_KEY_AFTER_MS, () => void (person.key = `another of ${account.login}`));
  }

  return {
    /** False while what they wrote is not there yet. */
    link(who: number): boolean {
      const strangers = cast.members.filter(({ unproved, account }) => unproved && !account);
      const member = strangers[who % strangers.length];
      if (!member?.unproved || member.isLinking) return true;
      if (!isAllThere(member)) return false;
      const account = member.unproved;
      begun += 1;
      member.isLinking = true;
      if (begun % 3 < WITH_KEYS * 3) tracker.personNamed(account.login).key = `one of ${account.login}`;
      member.chat.say('/start');
      enterCode(member, account);
      return true;
    },
    /** Nobody is about to. */
    isDone: () => cast.members.every(({ isLinking }) => !isLinking),
  };
}
