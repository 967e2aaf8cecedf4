import { describe, expect, it } from '@jest/globals';
import { methodTable } from '../bot-api/method-table.js';
import { checkValue } from './check-value.js';
import { methodSchemas } from './schema.js';

describe('the schema', () => {
  it('has a method for each of its own, and no other', () => {
    expect(Object.keys(methodTable).sort()).toEqual(Object.keys(methodSchemas).sort());
  });

  it('finds what is missing, of a wrong type, or not known', () => {
    const chat = { id: 5, type: 'private', colour: 'red' };
    expect(checkValue({ chat, message_id: '1' }, 'Message', true)).toEqual([
      '.message_id: must be of type Integer',
      '.date: is missing',
      '.chat.colour: is not known',
    ]);
  });

  it('takes any of several types, and unknown fields where it is open', () => {
    expect(checkValue('x', 'Integer|String', true)).toEqual([]);
    expect(checkValue({ id: 5, type: 'private', colour: 'red' }, 'Chat', false)).toEqual([]);
    expect(
      checkValue(
        { status: 'kicked', user: { id: 1, is_bot: true, first_name: 'B' }, until_date: 0 },
        'ChatMember',
        true,
      ),
    ).toEqual([]);
    expect(checkValue([[{ text: 'a' }]], 'Array of Array of InlineKeyboardButton', true)).toEqual([]);
  });
});
