// breaks: relaydesk(boundaries) @nestjs/microservices belongs in apps/, libs/boot/, libs/lane/src/nest/
export { Server } from '@nestjs/microservices';
