import { describe, expect, it } from '@jest/globals';
import { idsIn, toDetail } from './from-detail.js';

const detail = (property: string, name: string, old_value: string | null, new_value: string | null) => ({
  property,
  name,
  old_value,
  new_value,
});
const known = new Map([
  ['status 2', 'In Progress'],
  ['field 4', 'Room'],
]);
const names = (of: string, id: string) => known.get(`${of} ${id}`);

describe('a change as people read it', () => {
  it.each([
    [detail('attr', 'status_id', '2', '77'), { field: 'status', from: 'In Progress', to: '77' }],
    [detail('attr', 'assigned_to_id', null, '5'), { field: 'assignee', from: undefined, to: '5' }],
    [detail('attr', 'due_date', '2026-07-14', ''), { field: 'due date', from: '2026-07-14', to: undefined }],
    [detail('attr', 'description', 'long', 'longer'), { field: 'description' }],
    [detail('attr', 'parent_id', null, '12'), { field: 'parent', from: undefined, to: '#12' }],
    [detail('attr', 'of_a_plugin', 'a', 'b'), { field: 'of_a_plugin', from: 'a', to: 'b' }],
    [detail('cf', '4', '1', '2'), { field: 'Room', from: '1', to: '2' }],
    [detail('relation', 'blocks', null, '12'), { field: 'blocks', from: undefined, to: '#12' }],
    [detail('attachment', '3', 'old.png', null), { field: 'file', from: 'old.png', to: undefined }],
  ])('names field and values: %j', (change, told) => {
    expect(toDetail(change, names)).toEqual(told);
  });

  it('leaves an added file to be shown as a file', () => {
    expect(toDetail(detail('attachment', '3', null, 'new.png'), names)).toBeUndefined();
  });

  it('asks for the names of ids only', () => {
    expect(idsIn(detail('attr', 'status_id', '1', '2'))).toEqual([
      { of: 'status', id: '1' },
      { of: 'status', id: '2' },
    ]);
    expect(idsIn(detail('attr', 'subject', 'a', 'b'))).toEqual([]);
    expect(idsIn(detail('cf', '4', '1', '2'))).toEqual([]);
  });
});
