// breaks: relaydesk(boundaries) kafkajs belongs in libs/lane/src/log/kafka/
export { Kafka } from 'kafkajs';
