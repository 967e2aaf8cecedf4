import { lengthFrom, randomFrom } from './random-from.js';

/** Of a body, in UTF-16 units. */
const LENGTH = { least: 20, middle: 140, most: 2_000, spread: 1.1 };

const ENGLISH = [
  'The shop answers 502 since this morning.',
  'I see it in Chrome and in Firefox, on two machines.',
  'See the log below, please.',
  'upstream prematurely closed connection while reading response header from upstream',
  'Our customers cannot pay with cards issued by two of the banks; wallets work.',
  'It worked yesterday evening, and nobody has changed anything on our side.',
  'Could you restart the import? It has been stuck at 14 % for an hour.',
  'Thanks, that helped!',
  'Yes.',
  'The invoice of May 3rd shows the old address: 12 Harbour Street, 4th floor.',
  'When I press "Save", the page reloads and half of the form is empty again.',
  'This is rather urgent for us, we have a delivery at noon.',
];
const RUSSIAN = [
  'С утра магазин отвечает ошибкой 502.',
  'Проверили в двух браузерах и с телефона, везде одно и то же.',
  'Журнал приложу ниже, посмотрите, пожалуйста.',
  'Покупатели не могут оплатить заказ картой, через кошелёк всё проходит.',
  'Вчера вечером ещё работало, у нас никто ничего не менял.',
  'Можете перезапустить выгрузку? Она уже час стоит на 14 %.',
  'Спасибо, помогло!',
  'Да.',
  'В счёте от 3 мая указан старый адрес: набережная, дом 12, четвёртый этаж.',
  'Нажимаю «Сохранить», страница перезагружается, и половина полей снова пустая.',
  'Для нас это срочно: в полдень отгрузка.',
  'Пропала кнопка «Оформить», хотя в корзине пять товаров на 12 480 ₽.',
];

/** How the tracker's side tells which message it has before it: a word no markup touches. */
export const markOf = (message: number) => `msg${message}msg`;
export const marksIn = (text: string): number[] => Array.from(text.matchAll(/msg(\d+)msg/g), ([, n]) => Number(n));

/** The words of that message, always the same: Russian or English, short more often than long, in lines as people write. */
export function bodyOf(message: number): string {
  const random = randomFrom(message);
  const sentences = random() < 0.5 ? RUSSIAN : ENGLISH;
  const length = lengthFrom(random, LENGTH);
  let body = markOf(message);
  while (body.length < length) {
    const sentence = sentences[Math.floor(random() * sentences.length)] ?? '';
    body += (random() < 0.2 ? '\n' : ' ') + sentence;
  }
  return body.slice(0, LENGTH.most);
}
