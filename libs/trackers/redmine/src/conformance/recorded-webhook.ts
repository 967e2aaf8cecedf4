/**
 * What Redmine 7.0 posts when a note is added (`lib/redmine/webhook_payload`), shortened to the fields it always has.
 * Nothing in it says whether the note is private, and it has no id of its own.
 */
export const recordedWebhook = (issue: number) => ({
  type: 'issue.updated',
  timestamp: '2026-07-14T09:21:45Z',
  data: {
    issue: {
      id: issue,
      project: { id: 1, name: 'Web shop' },
      tracker: { id: 3, name: 'Support' },
      status: { id: 2, name: 'In Progress', is_closed: false },
      priority: { id: 2, name: 'Normal' },
      author: { id: 5, name: 'Anna Karenina' },
      subject: 'The shop answers 502',
      description: 'Since this morning.',
      is_private: false,
      created_on: '2026-07-14T09:02:11Z',
      updated_on: '2026-07-14T09:21:44Z',
      closed_on: null,
    },
    journal: {
      id: 991,
      created_on: '2026-07-14T09:21:44Z',
      notes: 'Moved it.',
      user: { id: 6, name: 'Boris Petrov' },
      details: [{ property: 'attr', prop_key: 'status_id', old_value: '1', value: '2' }],
    },
  },
});

/** Of the same Redmine, about something that is no issue. */
export const recordedOther = {
  type: 'wiki_page.updated',
  timestamp: '2026-07-14T09:21:45Z',
  data: { wiki_page: { title: 'Start', version: 4 } },
};
