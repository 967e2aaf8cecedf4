import type { news as english } from '../english/news.js';
import type { RussianForm } from './form.js';
import type { Translation } from '../translation.js';

export const news: Translation<typeof english, RussianForm> = {
  'news.head': '<a href="{{url}}"><b>{{title}}</b></a> {{label}}',
  'news.comment': '<b>{{author}}</b>: {{words}}',
  'news.privateComment': '🔒 <b>{{author}}</b> (лично): {{words}}',
  'news.changed': 'Изменения от <b>{{author}}</b>:',
  'news.created': '📝 Новая задача от <b>{{author}}</b> · {{project}} · {{status}} · {{priority}}',
  'news.description': '💬 {{words}}',
  'news.status': 'Статус: {{from}} → <b>{{to}}</b>',
  'news.detail': '{{field}}: {{from}} → <b>{{to}}</b>',
  'news.detailSet': '{{field}}: <b>{{to}}</b>',
  'news.detailCleared': '{{field}}: {{from}} → пусто',
  'news.file': '📎 {{name}}',
  'news.more': '✂️ <i>Остальное для чата слишком длинно:</i> <a href="{{url}}"><b>{{title}}</b></a> {{label}}',
  'news.reply': '<i>Ответьте на это сообщение, чтобы написать в задачу.</i>',
  facts: '{{first}} · {{rest}}',
};
