// breaks: relaydesk(boundaries) ioredis belongs in libs/lane/src/lease/
export { Redis } from 'ioredis';
