import { describe, expect, it } from '@jest/globals';
import { chatOf, sharedAccount, story } from './rehearsal/story.js';

/** Anna says "ok" here and there, and then where she is. */
function inTwoChats() {
  const told = story();
  const other = { chat: chatOf('a group') };
  told.writes('anna', 1, 'ok');
  told.writes('anna', 1, 'from here');
  told.writes('anna', 1, 'ok', other);
  told.writes('anna', 1, 'from there', other);
  return told;
}

describe('lost', () => {
  it('is what a person wrote and no issue has', () => {
    const told = story();
    told.writes('anna', 1, 'it is slow');
    told.writes('anna', 1, 'since nine');
    told.holds('anna', 1, 'it is slow');
    expect(told.verdicts()).toEqual(['lost']);
    expect(told.sentences()).toEqual([expect.stringContaining('«since nine»')]);
  });

  it('is not what came together with other words in one item', () => {
    const told = story();
    told.writes('anna', 1, 'it is slow');
    told.writes('anna', 1, 'since nine\nthis morning');
    told.holds('anna', 1, 'it is slow\n\nsince nine\nthis  morning');
    expect(told.verdicts()).toEqual([]);
  });

  it('is what stands within other words only', () => {
    const told = story();
    told.writes('anna', 1, 'ok');
    told.holds('anna', 1, 'ok then');
    expect(told.verdicts()).toEqual(['lost']);
  });

  it.each(['not-taken', 'given-up', 'put-away', 'asked'] as const)('is not what the person was told is %s', (as) => {
    const told = story();
    told.writes('anna', 1, 'it is slow').told(as);
    expect(told.verdicts()).toEqual([]);
    told.holds('anna', 1, 'it is slow');
    expect(told.verdicts()).toEqual([]);
  });

  it('has the issue it asked for, whatever was said in the same words before and put away', () => {
    const told = story();
    told.writes('anna', 'the first', 'it is slow').told('put-away');
    told.writes('anna', 'the second', 'it is slow');
    told.opened('anna', 7, 'it is slow');
    expect(told.verdicts()).toEqual([]);
  });

  it('is one of two messages in the same words, where one of them was given up and none is there', () => {
    const told = story();
    told.writes('anna', 1, 'ok').told('given-up');
    told.writes('anna', 1, 'ok');
    expect(told.verdicts()).toEqual(['lost']);
    told.holds('anna', 1, 'ok');
    expect(told.verdicts()).toEqual([]);
  });

  it('is what stands on another issue, and is found there', () => {
    const told = story();
    told.writes('anna', 1, 'it is slow');
    told.holds('anna', 2, 'it is slow');
    expect(told.verdicts()).toEqual(['lost']);
    expect(told.sentences()).toEqual([expect.stringMatching(/stand elsewhere.*acme\/2/)]);
  });

  it('is what stands there in the name of someone else', () => {
    const told = story();
    told.writes('anna', 1, 'it is slow');
    told.holds('vera', 1, 'it is slow');
    expect(told.verdicts()).toEqual(['lost']);
  });

  it('is an issue that was to be created', () => {
    const told = story();
    told.writes('anna', 'shop', 'it is slow');
    told.writes('anna', 'till', 'it is stuck');
    told.opened('anna', 7, 'it is slow');
    expect(told.verdicts()).toEqual(['lost']);
  });

  it('is a file that is missing, not one that is there', () => {
    const told = story();
    told.writes('anna', 1, 'see the log', { files: ['log:120', 'log:120'] });
    told.holds('anna', 1, 'see the log', { files: ['log:120'] });
    expect(told.verdicts()).toEqual(['lost']);
    told.holds('anna', 1, '', { files: ['log:120'] });
    expect(told.verdicts()).toEqual([]);
  });
});

describe('doubled', () => {
  it('is what stands there once more than it was written', () => {
    const told = story();
    told.writes('anna', 1, 'ok');
    told.holds('anna', 1, 'ok');
    told.holds('anna', 1, 'ok');
    expect(told.verdicts()).toEqual(['doubled']);
  });

  it('is not what was written twice', () => {
    const told = story();
    told.writes('anna', 1, 'ok');
    told.writes('anna', 1, 'ok');
    told.holds('anna', 1, 'ok');
    told.holds('anna', 1, 'ok');
    expect(told.verdicts()).toEqual([]);
  });

  it('is what stands on a second issue, too', () => {
    const told = story();
    told.writes('anna', 'shop', 'it is slow');
    told.opened('anna', 7, 'it is slow');
    told.opened('anna', 8, 'it is slow');
    expect(told.verdicts()).toEqual(['doubled']);
  });

  it('is not an issue that was reported twice in the same words', () => {
    const told = story();
    told.writes('anna', 'shop', 'it is slow');
    told.writes('anna', 'shop again', 'it is slow');
    told.opened('anna', 7, 'it is slow');
    told.opened('anna', 8, 'it is slow');
    expect(told.verdicts()).toEqual([]);
  });

  it('is not what an engineer wrote in the same words under the same account', () => {
    const told = story();
    told.writes('boris', 1, 'done');
    told.holds('boris', 1, 'done');
    told.comments('boris', 1, 'done', []);
    expect(told.verdicts()).toEqual([]);
    told.holds('boris', 1, 'done');
    expect(told.verdicts()).toEqual(['doubled']);
  });

  it('is what stands there twice although its person was told that it was given up; once is right', () => {
    const told = story();
    told.writes('anna', 1, 'ok').told('given-up');
    told.holds('anna', 1, 'ok');
    told.holds('anna', 1, 'ok');
    expect(told.verdicts()).toEqual(['doubled']);
  });

  it('is not what a person who was asked had sent again; but a third one is', () => {
    const told = story();
    told.writes('anna', 1, 'ok').told('asked');
    told.holds('anna', 1, 'ok');
    told.holds('anna', 1, 'ok');
    expect(told.verdicts()).toEqual([]);
    told.holds('anna', 1, 'ok');
    expect(told.verdicts()).toEqual(['doubled']);
  });

  it('is a file that is there once more than it was sent', () => {
    const told = story();
    told.writes('anna', 1, '', { files: ['log:120'] });
    told.holds('anna', 1, '', { files: ['log:120'] });
    expect(told.verdicts()).toEqual([]);
    told.holds('anna', 1, '', { files: ['log:120'] });
    expect(told.verdicts()).toEqual(['doubled']);
  });

  it('is counted for one copy, whatever equal words stand further on', () => {
    const told = story();
    for (const text of ['ok', 'one', 'two', 'three', 'ok']) told.writes('anna', 1, text);
    for (const text of ['ok', 'ok', 'one', 'two', 'three', 'ok']) told.holds('anna', 1, text);
    expect(told.verdicts()).toEqual(['doubled']);
  });
});

describe('out of order', () => {
  it('is what a person wrote later and stands before', () => {
    const told = story();
    told.writes('anna', 1, 'first');
    told.writes('anna', 1, 'second');
    told.holds('anna', 1, 'second');
    told.holds('anna', 1, 'first');
    expect(told.verdicts()).toEqual(['out-of-order']);
  });

  it('is told of within one item, too', () => {
    const told = story();
    told.writes('anna', 'shop', 'first');
    told.writes('anna', 'shop', 'second');
    told.opened('anna', 7, 'second\nfirst');
    expect(told.verdicts()).toEqual(['out-of-order']);
  });

  it('is not how several people mix, under one account', () => {
    const told = story();
    told.writes('anna', 1, 'anna one', sharedAccount);
    told.writes('anna', 1, 'anna two', sharedAccount);
    told.writes('vera', 1, 'vera one', sharedAccount);
    for (const text of ['vera one', 'anna one', 'anna two']) told.holds('', 1, text, sharedAccount);
    expect(told.verdicts()).toEqual([]);
  });

  it('is not how issues mix', () => {
    const told = story();
    told.writes('anna', 1, 'first');
    told.writes('anna', 2, 'second');
    told.holds('anna', 2, 'second');
    told.holds('anna', 1, 'first');
    expect(told.verdicts()).toEqual([]);
  });

  it('does not come of equal words in two chats of one person, whichever arrived first', () => {
    const told = inTwoChats();
    for (const text of ['ok', 'from there', 'ok', 'from here']) told.holds('anna', 1, text);
    expect(told.verdicts()).toEqual([]);
  });

  it('is found although two chats say the same words', () => {
    const told = inTwoChats();
    for (const text of ['from there', 'ok', 'ok', 'from here']) told.holds('anna', 1, text);
    expect(told.verdicts()).toEqual(['out-of-order']);
  });

  it('is not one lost message between equal ones', () => {
    const told = story();
    for (const text of ['ok', 'one', 'ok']) told.writes('anna', 1, text);
    for (const text of ['one', 'ok']) told.holds('anna', 1, text);
    expect(told.verdicts()).toEqual(['lost']);
  });

  it('is not what was given up and replayed later', () => {
    const told = story();
    told.writes('anna', 1, 'first').told('given-up');
    told.writes('anna', 1, 'second');
    told.holds('anna', 1, 'second');
    told.holds('anna', 1, 'first');
    expect(told.verdicts()).toEqual([]);
  });
});

describe('issues that begin with the same words', () => {
  it('are told apart by what follows', () => {
    const told = story();
    told.writes('anna', 'a', 'help', sharedAccount);
    told.writes('vera', 'b', 'help', sharedAccount);
    told.writes('anna', 'a', 'the shop', sharedAccount);
    told.writes('vera', 'b', 'the till', sharedAccount);
    told.holds('', 1, 'help', { ...sharedAccount, kind: 'issue' });
    told.holds('', 2, 'help', { ...sharedAccount, kind: 'issue' });
    told.holds('', 1, 'the till', sharedAccount);
    told.holds('', 2, 'the shop', sharedAccount);
    expect(told.verdicts()).toEqual([]);
  });

  it('are told apart although something was added to one of them by a reply', () => {
    const told = story();
    told.writes('anna', 'a', 'help');
    told.writes('anna', 'a', 'the shop');
    told.writes('anna', 'b', 'help');
    told.writes('anna', 2, 'and thanks');
    told.opened('anna', 1, 'help');
    told.opened('anna', 2, 'help\nthe shop');
    told.holds('anna', 2, 'and thanks');
    expect(told.verdicts()).toEqual([]);
  });
});
