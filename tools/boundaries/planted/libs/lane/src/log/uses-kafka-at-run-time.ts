// breaks: relaydesk(boundaries) kafkajs belongs in
export const kafka = () => import('kafkajs');
