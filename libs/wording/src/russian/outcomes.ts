import type { outcomes as english } from '../english/outcomes.js';
import type { RussianForm } from './form.js';
import type { Translation } from '../translation.js';

export const outcomes: Translation<typeof english, RussianForm> = {
  'issue.created':
    '✅ <a href="{{url}}"><b>{{title}}</b></a> — создана как {{label}}\n{{project}} · {{status}} · {{priority}}\n<i>Ответьте на это сообщение, чтобы дополнить её.</i>',
  'comment.added': '✅ Добавлено к <a href="{{url}}"><b>{{title}}</b></a> {{label}}',

  'kept.comment':
    '⏳ <b>Сохранено для {{label}}.</b> {{tracker}} сейчас не отвечает. Добавлю, как только ответит, и сообщу вам.',
  'kept.words': '⏳ <b>Сохранено.</b> {{tracker}} сейчас не отвечает. Как только ответит, передам и сообщу вам.',
  'kept.create':
    '⏳ <b>Сохранено: {{subject}}.</b> {{tracker}} сейчас не отвечает. Создам задачу, как только ответит, и сообщу вам.',
  'kept.commentDone': '✅ Ваши слова ({{at}}) теперь в {{label}}.',
  'kept.createDone': '✅ Ваши слова ({{at}}) теперь в задаче <a href="{{url}}"><b>{{title}}</b></a> {{label}}.',

  'partly.one': '⚠️ <b>Записано в {{label}}, но без</b> <code>{{what}}</code><b>:</b> «{{why}}»',
  'partly.oneBare': '⚠️ <b>Записано в {{label}}, но без</b> <code>{{what}}</code>. {{tracker}} не объясняет почему.',
  'partly.many': '⚠️ <b>Записано в {{label}}, но без:</b>',
  'partly.item': '<code>{{what}}</code>: «{{why}}»',
  'partly.itemBare': '<code>{{what}}</code>',
  'chosen.private': 'пометки «личное»',
  'chosen.project': 'выбранного проекта',
  'chosen.issueType': 'выбранного типа задачи',
  'chosen.priority': 'выбранного приоритета',

  'refused.words': '<b>Не сохранено.</b> {{tracker}}: «{{words}}»',
  'refused.reason': '<b>Не сохранено.</b> {{reason}}',
  'refused.kept': 'Ваш текст остался здесь:',
  'refused.writeAgain': 'Ваши слова остались выше в этом чате; пожалуйста, напишите их ещё раз.',
  'reason.refused': '{{tracker}} этого не принимает и не объясняет почему.',
  'reason.not-allowed': 'Вашей учётной записи это там не разрешено.',
  'reason.not-found': 'Этой задачи больше нет, или она вам не видна.',
  'reason.no-access': '{{tracker}} меня не пускает; скажите, пожалуйста, администратору.',
  'reason.expired': 'Это длилось слишком долго.',
  'reason.no-answer': '{{tracker}} не отвечает.',
  'reason.too-long-down': '{{tracker}} слишком долго не отвечает.',
  'reason.failed': 'Что-то не получилось у нас; это записано, и отправить можно ещё раз.',

  'givenUp.comment': '<b>Не получилось добавить это к {{label}}.</b> {{reason}}',
  'givenUp.create': '<b>Не получилось создать «{{subject}}».</b> {{reason}}',

  'again.comment': '⏳ <b>Пробую ещё раз.</b> Ваши слова снова на пути в {{label}}; сообщу, когда они будут там.',
  'again.create': '⏳ <b>Пробую ещё раз: {{subject}}.</b> Сообщу, когда задача будет создана.',
  'again.words': '⏳ <b>Пробую ещё раз.</b> Эти слова снова в пути.',

  'lost.words': '⚠️ <b>Не получилось это принять.</b> Это записано. Если удастся исправить, сообщу вам.',
  'lost.outcome': '⚠️ <b>Не могу сказать, что с этим стало.</b> Это записано. Если удастся исправить, сообщу вам.',
  'lost.news': '⚠️ <b>Сообщение для вас не дошло.</b> Это записано; возможно, оно придёт позже.',

  'twin.comment':
    '⚠️ <b>Ваши слова сохранились дважды:</b> <a href="{{url}}">{{label}}</a>. Ответ пришёл поздно, и они были отправлены ещё раз; одну запись можно убрать.',
  'twin.create':
    '⚠️ <b>Задача создана дважды:</b> <a href="{{url}}">{{label}}</a>. Ответ пришёл поздно, и она была отправлена ещё раз; одну из двух можно закрыть.',

  'doubt.title': '⚠️ <b>Это дошло?</b> Связь с {{tracker}} прервалась при сохранении.',
  'doubt.found': 'Последнее, что там есть от вас: «{{found}}»',
  'doubt.nothing': 'Там этого не видно, и я не могу сказать, сохранилось ли оно.',
  'doubt.yours': 'Вы писали: «{{words}}»',

  'file.tooBig':
    '📎 <code>{{name}}</code> ({{megabytes}} МБ) не прошёл: {{messenger}} отдаёт ботам не больше {{limit}} МБ.',
  'file.tooBigForTracker':
    '📎 <code>{{name}}</code> ({{megabytes}} МБ) не прошёл: {{tracker}} принимает не больше {{limit}} МБ.',
  'file.failed': '📎 <code>{{name}}</code> не прошёл.',
  'file.restSaved': 'Остальное в {{label}}.',
  'file.tooBigToShow':
    '📎 <code>{{name}}</code> ({{megabytes}} МБ) слишком велик для {{messenger}}.\nОн в задаче <a href="{{url}}"><b>{{title}}</b></a> {{label}}.',
};
