import type { buttons as english } from '../english/buttons.js';
import type { RussianForm } from './form.js';
import type { Translation } from '../translation.js';

export const buttons: Translation<typeof english, RussianForm> = {
  'button.openAccount': 'Моя учётная запись',
  'button.newCode': 'Новый код',
  'button.toIssue': 'В {{title}} ({{label}})',
  'button.toTitle': 'В {{title}}',
  'button.choose': 'Выбрать задачу',
  'button.chooseAnother': 'Выбрать другую задачу',
  'button.new': 'Новая задача',
  'button.drop': 'Убрать',
  'button.undo': 'Вернуть',
  'button.previous': '‹',
  'button.next': '›',
  'button.page': '{{page}} из {{pages}}',
  'button.back': 'Назад',
  'button.create': 'Создать',
  'button.subject': 'Название',
  'button.project': 'Проект',
  'button.type': 'Тип',
  'button.priority': 'Приоритет',
  'button.chosen': '✓ {{name}}',
  'button.tryAgain': 'Попробовать ещё раз',
  'button.arrived': 'Да, это оно',
  'button.sendAgain': 'Нет, отправить снова',
};
