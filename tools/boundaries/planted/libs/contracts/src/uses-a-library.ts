// breaks: relaydesk(boundaries) contracts import nothing but zod and node:crypto
export { pino } from 'pino';
