// breaks: relaydesk(boundaries) redlock belongs in libs/lane/src/lease/
export { default } from 'redlock';
