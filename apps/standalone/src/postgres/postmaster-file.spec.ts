import { describe, expect, it } from '@jest/globals';
import { parsePostmasterFile } from './postmaster-file.js';

const WHOLE =
  '4711\n/home/anna/.relaydesk/postgres/data\n1795255779\n34567\n\n127.0.0.1\n   123456   65536\nready   \n';

describe('the file Postgres keeps while it runs', () => {
  it('names process, port and standing', () => {
    expect(parsePostmasterFile(WHOLE)).toEqual({ pid: 4711, port: 34567, ready: true });
  });

  it.each(['starting', 'stopping', 'standby '])('says that one that is %s does not serve', (standing) => {
    expect(parsePostmasterFile(WHOLE.replace('ready', standing))).toMatchObject({ ready: false });
  });

  it('is read while it is still being written', () => {
    expect(parsePostmasterFile('4711\n/home')).toEqual({ pid: 4711, port: 0, ready: false });
  });

  it.each(['', 'nonsense', '-1\n'])('names nobody where it holds %j', (text) => {
    expect(parsePostmasterFile(text)).toBeUndefined();
  });
});
