import type { dialog as english } from '../english/dialog.js';
import type { RussianForm } from './form.js';
import type { Translation } from '../translation.js';

export const dialog: Translation<typeof english, RussianForm> = {
  'help.text':
    '<b>Пишите мне как коллеге.</b> Я спрошу, куда это отнести, и запишу от вашего имени.\nОтветы приходят сюда. <b>Ответьте</b> на моё сообщение, чтобы дополнить его задачу.\nФайлы, фотографии и голосовые сообщения идут вместе со словами.\n\n/start — соединить учётную запись · /cancel — отложить неотправленное · /help — эта справка',
  'command.unknown': 'Я не знаю {{command}}. /help — что я умею.',
  'cancel.done': '<b>Отложено.</b> Ничего не отправлено.',
  'cancel.nothing': 'Откладывать нечего.',
  'draft.dropped': '<b>Убрано.</b> Ничего не отправлено.',
  'draft.tooMany':
    '<b>Это сообщение я не взял.</b> Сначала решите, куда отнести одно из прежних, и пришлите его ещё раз.',

  'menu.where': '<b>Куда это отнести?</b>',
  'menu.whose': '<b>{{name}}</b>,',
  'preview.words': '💬 «{{words}}»',
  'preview.files_one': '📎 {{count}} файл',
  'preview.files_few': '📎 {{count}} файла',
  'preview.files_many': '📎 {{count}} файлов',
  'preview.files_other': '📎 {{count}} файла',
  'preview.both_one': '💬 «{{words}}» 📎 {{count}} файл',
  'preview.both_few': '💬 «{{words}}» 📎 {{count}} файла',
  'preview.both_many': '💬 «{{words}}» 📎 {{count}} файлов',
  'preview.both_other': '💬 «{{words}}» 📎 {{count}} файла',

  'choose.title': '<b>К какой задаче?</b>',
  'choose.found': '<b>К какой задаче?</b> Нашлось по «{{query}}»:',
  'choose.issue': '<a href="{{url}}">{{title}}</a> {{label}} · {{status}}',
  'choose.searching': 'Ищу…',
  'choose.none': 'Открытых задач, которые вам видны, нет.',
  'choose.notFound': 'По «{{query}}» ничего не нашлось.',
  'choose.hint': 'Напишите слово для поиска или номер задачи.',
  'choose.unavailable': '⏳ {{tracker}} сейчас не отвечает. Можно создать новую задачу; ваши слова сохранены.',
  'lookUp.refused': '<b>Узнать это не получилось.</b> {{reason}}\nВаши слова сохранены.',
  'lookUp.words': '{{tracker}}: «{{words}}»',

  'new.title': '📝 <b>{{subject}}</b>',
  'new.facts': '{{project}} · {{issueType}} · приоритет: {{priority}}',
  'new.whichProject': '<b>Какой проект?</b>',
  'new.whichType': '<b>Какой тип задачи?</b>',
  'new.whichPriority': '<b>Какой приоритет?</b>',
  'new.askSubject': '<b>Как её назвать?</b> Напишите одну строку.',
  'new.loading': 'Минуту…',
  'new.noProject': '<b>Этого проекта больше нет, или он вам не виден.</b> Ваши слова сохранены.',
  'new.privately': 'Чтобы создать задачу, напишите мне, пожалуйста, в личный чат: ваши проекты видны только вам.',
  'new.unavailable': '⏳ {{tracker}} сейчас не отвечает. Можно создать как есть.',

  'sending.create': 'Создаю <b>{{subject}}</b>…',
  'sending.comment': 'Добавляю к <b>{{title}}</b> {{label}}…',
  'sending.commentNew': 'Добавляю к <b>{{title}}</b>…',

  'edit.late': 'Правка пришла, когда слова были уже в пути. Напишите её, пожалуйста, новым сообщением.',
  'reply.unknown': 'Я не знаю, к чему относится сообщение, на которое вы ответили.',
  'unsupported.one': 'Я не умею передавать {{what}}. Всё остальное идёт дальше.',
  'unsupported.only': 'Я не умею передавать {{what}}. Скажите это, пожалуйста, словами или пришлите файлом.',
  'content.poll': 'опрос',
  'content.location': 'геопозицию',
  'content.venue': 'место на карте',
  'content.contact': 'контакт',
  'content.dice': 'игральные кости',
  'content.game': 'игру',
  'content.story': 'историю',
  'content.checklist': 'список дел',
  'content.invoice': 'счёт',
  'content.giveaway': 'розыгрыш',
  'content.paid-media': 'платные материалы',
  'content.other': 'сообщения такого вида',

  throttled: 'Как быстро! Остальное возьму через мгновение; ничего не пропадёт.',
  busy: '<b>Это сообщение я не взял:</b> слишком много ваших сообщений ещё в пути. Пришлите его ещё раз, когда они дойдут.',

  'toast.oldButton': 'Это меню устарело. Вот нынешнее.',
  'toast.oldButtonAlone': 'Это меню устарело.',
  'toast.notYours': 'Это чужое меню. Напишите мне, и у вас будет своё.',
};
