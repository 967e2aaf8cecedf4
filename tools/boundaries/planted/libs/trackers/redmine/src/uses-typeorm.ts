// breaks: relaydesk(boundaries) typeorm belongs in libs/correlation/
export { Entity } from 'typeorm';
