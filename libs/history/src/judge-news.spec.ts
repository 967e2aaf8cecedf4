import { describe, expect, it } from '@jest/globals';
import { story } from './rehearsal/story.js';

const news = (...comments: string[]) => ['Shop is slow #1', ...comments, 'Reply to this message to answer.'].join('\n');

describe('news', () => {
  it('is lost where a chat that is to be shown it never was, though another was', () => {
    const told = story();
    told.comments('boris', 1, 'done', ['anna', 'vera']);
    told.shows('anna', 1, news('Boris Petrov: done'));
    expect(told.verdicts()).toEqual(['lost']);
    told.shows('vera', 1, news('Boris Petrov: done'));
    expect(told.verdicts()).toEqual([]);
  });

  it('is lost where it was shown of another issue', () => {
    const told = story();
    told.comments('boris', 1, 'done', ['anna']);
    told.shows('anna', 2, news('Boris Petrov: done'));
    expect(told.verdicts()).toEqual(['lost']);
  });

  it('is doubled where it was shown once more than it was made', () => {
    const told = story();
    told.comments('boris', 1, 'done', ['anna']);
    told.comments('boris', 1, 'done', ['anna']);
    told.shows('anna', 1, news('Boris Petrov: done', 'Boris Petrov: done'));
    expect(told.verdicts()).toEqual([]);
    told.shows('anna', 1, news('Boris Petrov: done'));
    expect(told.verdicts()).toEqual(['doubled']);
  });

  it('is not doubled by an edit of the message that shows it', () => {
    const told = story();
    told.comments('boris', 1, 'one', ['anna']);
    told.comments('boris', 1, 'two', ['anna']);
    const message = told.shows('anna', 1, news('Boris Petrov: one'));
    told.shows('anna', 1, news('Boris Petrov: one', 'Boris Petrov: two'), { message, edit: true });
    expect(told.verdicts()).toEqual([]);
    told.shows('anna', 1, news('Boris Petrov: one', 'Boris Petrov: two', 'Boris Petrov: two'), { message, edit: true });
    expect(told.verdicts()).toEqual(['doubled']);
  });

  it('is repeated, not doubled, where the answer to an earlier sending was lost: as often as that', () => {
    const told = story();
    told.comments('boris', 1, 'done', ['anna']);
    told.shows('anna', 1, news('Boris Petrov: done'), { answered: false });
    told.shows('anna', 1, news('Boris Petrov: done'));
    expect(told.verdicts()).toEqual(['repeated']);
    told.shows('anna', 1, news('Boris Petrov: done'));
    expect(told.verdicts()).toEqual(['repeated', 'doubled']);
  });

  it('is repeated, not doubled, where a sending that was long on its way comes after one that was sent later', () => {
    const told = story();
    told.comments('boris', 1, 'done', ['anna']);
    told.shows('anna', 1, news('Boris Petrov: done'));
    told.shows('anna', 1, news('Boris Petrov: done'), { answered: false, sentAt: 0 });
    expect(told.verdicts()).toEqual(['repeated']);
  });

  it('is doubled where only the last sending was not answered', () => {
    const told = story();
    told.comments('boris', 1, 'done', ['anna']);
    told.shows('anna', 1, news('Boris Petrov: done'));
    told.shows('anna', 1, news('Boris Petrov: done'), { answered: false });
    expect(told.verdicts()).toEqual(['doubled']);
  });

  it('is out of order where a later comment of its issue is shown before', () => {
    const told = story();
    told.comments('boris', 1, 'one', ['anna']);
    told.comments('olga', 1, 'two', ['anna']);
    told.shows('anna', 1, news('Olga: two'));
    told.shows('anna', 1, news('Boris Petrov: one'));
    expect(told.verdicts()).toEqual(['out-of-order']);
  });

  it('is in order where issues mix', () => {
    const told = story();
    told.comments('boris', 1, 'one', ['anna']);
    told.comments('boris', 2, 'two', ['anna']);
    told.shows('anna', 2, news('Boris Petrov: two'));
    told.shows('anna', 1, news('Boris Petrov: one'));
    expect(told.verdicts()).toEqual([]);
  });
});

describe('leaked', () => {
  it('is a private note in a chat it is not for, in whatever words it is wrapped', () => {
    const told = story();
    told.comments('boris', 1, 'they pay late', ['olga'], []);
    told.shows('olga', 1, news('🔒 Boris Petrov (private): they pay late'));
    expect(told.verdicts()).toEqual([]);
    told.shows('anna', 1, news('🔒 Boris Petrov (private): they pay late'));
    expect(told.verdicts()).toEqual(['leaked']);
  });

  it('is one that an edit brings, or a message about no issue', () => {
    const told = story();
    told.comments('boris', 1, 'they pay late', [], []);
    const message = told.shows('anna', 1, news());
    told.shows('anna', 1, news('Boris Petrov: they pay late'), { message, edit: true });
    told.shows('anna', undefined, 'they pay late');
    expect(told.verdicts()).toEqual(['leaked', 'leaked']);
  });

  it('is not what may be seen, though nobody need be shown it', () => {
    const told = story();
    told.comments('boris', 1, 'done', []);
    told.shows('anna', 1, news('Boris Petrov: done'));
    expect(told.verdicts()).toEqual([]);
  });

  it('is not a public comment in the words of a private one; but a second of these is', () => {
    const told = story();
    told.comments('boris', 1, 'ask them', ['anna']);
    told.comments('olga', 2, 'ask them', [], []);
    told.shows('anna', 1, news('Boris Petrov: ask them'));
    expect(told.verdicts()).toEqual([]);
    told.shows('anna', 2, news('Olga: ask them'));
    expect(told.verdicts()).toEqual(['leaked']);
  });

  it('is not the person’s own words, shown to them', () => {
    const told = story();
    told.comments('boris', 1, 'restart it', [], []);
    told.writes('anna', 2, 'restart it');
    told.holds('anna', 2, 'restart it');
    told.shows('anna', undefined, 'Where does this belong?\nrestart it');
    expect(told.verdicts()).toEqual([]);
  });
});
