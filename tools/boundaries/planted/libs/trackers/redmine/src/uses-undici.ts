// breaks: relaydesk(boundaries) undici belongs in libs/http/
export { request } from 'undici';
