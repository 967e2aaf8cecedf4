// breaks: relaydesk(boundaries) @nestjs/common belongs in an edge
export { Injectable } from '@nestjs/common';
