import { expect, it } from '@jest/globals';
import { accountId, CommandId, issueId } from '#contracts';
import { isSigned } from './send.js';

it('writes that were stored before their signs were kept bear one where they were given one', () => {
  const stored = { command: CommandId.parse('c1'), key: 'key', told: false };
  const theirs = { kind: 'account', account: accountId('7'), login: 'anna', name: 'Anna' } as const;
  const comment = { kind: 'comment', to: { target: { issue: issueId('4318') } } } as const;
  const create = { kind: 'create', subject: 'The shop is slow' } as const;
  expect(isSigned({ ...stored, acting: theirs, what: comment })).toBe(true);
  expect(isSigned({ ...stored, acting: { kind: 'shared' }, what: create })).toBe(true);
  expect(isSigned({ ...stored, acting: theirs, what: create })).toBe(false);
  expect(isSigned({ ...stored, acting: theirs, what: comment, signed: false })).toBe(false);
});
