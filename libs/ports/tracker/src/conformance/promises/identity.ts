import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Setting } from '../setting.js';

const newCode = () => `${randomBytes(2).toString('hex')}-${randomBytes(2).toString('hex')}`.toUpperCase();

export function identityPromises(setting: () => Setting): void {
  const find = (code: string) => setting().adapter.identity?.findCode(code, AbortSignal.timeout(10_000));

  it('finds a code on the account that carries it', async () => {
    const { backDoor, people } = setting();
    const code = newCode();
    await backDoor.enterCode(people.customer, code);
    expect(await find(code)).toEqual(people.customer);
    await backDoor.enterCode(people.customer, '');
    expect(await find(code)).toBeUndefined();
  });

  it('finds no one by a code that no account carries', async () => {
    expect(await find(newCode())).toBeUndefined();
  });

  it('finds no one by a piece of a code, by nothing, or by a sign that stands for anything', async () => {
    const { backDoor, people } = setting();
    const code = newCode();
    await backDoor.enterCode(people.engineer, code);
    for (const piece of [code.slice(0, 4), code.slice(5), '', '%', '*']) expect(await find(piece)).toBeUndefined();
    await backDoor.enterCode(people.engineer, '');
  });

  it('says where a person enters the code', () => {
    const { identity } = setting().adapter;
    expect(URL.canParse(identity?.accountPage ?? '')).toBe(true);
    expect(identity?.fieldName).toBeTruthy();
  });
}
