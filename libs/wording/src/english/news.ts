/** News of an issue, as the tracker shows it to the reader. */
export const news = {
  'news.head': '<a href="{{url}}"><b>{{title}}</b></a> {{label}}',
  'news.comment': '<b>{{author}}</b>: {{words}}',
  'news.privateComment': '🔒 <b>{{author}}</b> (private): {{words}}',
  'news.changed': '<b>{{author}}</b> changed this:',
  'news.created': '📝 <b>{{author}}</b> created this · {{project}} · {{status}} · {{priority}}',
  'news.description': '💬 {{words}}',
  'news.status': 'Status: {{from}} → <b>{{to}}</b>',
  'news.detail': '{{field}}: {{from}} → <b>{{to}}</b>',
  'news.detailSet': '{{field}}: <b>{{to}}</b>',
  'news.detailCleared': '{{field}}: {{from}} → none',
  'news.file': '📎 {{name}}',
  'news.more': '✂️ <i>There is more than a chat can hold:</i> <a href="{{url}}"><b>{{title}}</b></a> {{label}}',
  'news.reply': '<i>Reply to this message to answer.</i>',
  /** Two facts in one line; nest for more (see `facts`). */
  facts: '{{first}} · {{rest}}',
} as const;
