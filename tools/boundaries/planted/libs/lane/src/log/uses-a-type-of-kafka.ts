// breaks: relaydesk(boundaries) kafkajs belongs in
export type Client = import('kafkajs').Kafka;
