// breaks: relaydesk(boundaries) telegraf belongs in libs/messengers/telegram/
export { Telegraf } from 'telegraf';
