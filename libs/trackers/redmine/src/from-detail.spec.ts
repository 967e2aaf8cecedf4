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
  ['field 5', 'status'],
]);
const names = (of: string, id: string) => known.get(`${of} ${id}`);

describe('a change as people read it', () => {
  it.each([
    [detail('attr', 'status_id', '2', '77'), { field: 'status', from: 'In Progress', to: '77' }],
    [detail('attr', 'assigned_to_id', null, '5'), { field: 'assignee', from: undefined, to: '5' }],
    [detail('attr', 'due_date', '2026-07-14', ''), { field: 'dueDate', from: '2026-07-14', to: undefined }],
    [detail('attr', 'description', 'long', 'longer'), { field: 'description' }],
    [detail('attr', 'parent_id', null, '12'), { field: 'parent', from: undefined, to: '#12' }],
    [detail('attr', 'of_a_plugin', 'a', 'b'), { own: 'of_a_plugin', from: 'a', to: 'b' }],
    [detail('cf', '4', '1', '2'), { own: 'Room', from: '1', to: '2' }],
    [detail('relation', 'blocks', null, '12'), { field: 'blocks', from: undefined, to: '#12' }],
    [detail('relation', 'copied_to', '12', null), { field: 'copiedTo', from: '#12', to: undefined }],
    [detail('relation', 'of_a_plugin', null, '12'), { own: 'of_a_plugin', from: undefined, to: '#12' }],
    [detail('attr', 'tracker_id', '1', '2'), { field: 'issueType', from: '1', to: '2' }],
    [detail('attr', 'is_private', '0', '1'), { field: 'private', from: 'no', to: 'yes' }],
    [detail('attr', 'done_ratio', '0', '50'), { field: 'done', from: '0', to: '50' }],
    [detail('attachment', '3', 'old.png', null), { field: 'file', from: 'old.png', to: undefined }],
  ])('names field and values: %j', (change, told) => {
    expect(toDetail(change, names)).toEqual(told);
  });

  it('takes no field for another that an administrator has called like it', () => {
    expect(toDetail(detail('cf', '5', 'a', 'b'), names)).toEqual({ own: 'status', from: 'a', to: 'b' });
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
