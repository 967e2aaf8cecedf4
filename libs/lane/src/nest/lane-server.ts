import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { TopicName } from '#contracts';
import { createEngine, type Engine, type EngineOptions } from '../engine/engine.js';
import type { LaneService } from '../service.js';

/** What an engine needs beside the service that a handler brings. */
export type LaneServerOptions<R, S> = Omit<EngineOptions<TopicName, R, S, unknown>, 'service' | 'group'> & {
  topic: TopicName;
  /** The file where its handler belongs, for the one who has to add it. */
  handlerFile: string;
  /** How long letting go may take at shutdown (ms). */
  stopWithinMs: number;
  /** Nothing can be consumed any more: the process is to exit. */
  onFailure: (error: Error) => void;
};

/**
 * Nest's transport over the lane engine. `@EventPattern(topic)` marks the one method that brings the topic's `LaneService`;
 * it is called once, at boot. Without exactly one, boot fails and names the file to edit.
 */
export class LaneServer<R, S> extends Server implements CustomTransportStrategy {
  private engine: Engine | undefined;

  constructor(private readonly options: LaneServerOptions<R, S>) {
    super();
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      const { topic, onFailure } = this.options;
      const service = await this.handlerOf(topic);
      this.engine = createEngine({ ...this.options, service, group: `relaydesk-${topic}` });
      await this.engine.start(onFailure);
      callback();
    } catch (error) {
      callback(error);
    }
  }

  async close(): Promise<void> {
    await this.engine?.stop(this.options.stopWithinMs);
  }

  on(): never {
    throw new Error('A lane server has no events of its own; ask notReady().');
  }

  unwrap<T>(): T {
    return this.engine as T;
  }

  /** Why nothing may be expected of this server, or nothing. */
  notReady(): string | undefined {
    return this.engine ? this.engine.notReady() : `${this.options.topic}: not started yet`;
  }

  /** How its lanes and the endpoints of their work stand. */
  standing(): Pick<Engine, 'lanes' | 'endpoints'> | undefined {
    return this.engine;
  }

  private async handlerOf(topic: TopicName): Promise<LaneService<TopicName, R, S, unknown>> {
    const { handlerFile } = this.options;
    const [first, second] = handlersOf(this.messageHandlers.get(topic));
    if (!first) throw new Error(`No handler for the topic ${topic}: add @EventPattern('${topic}') in ${handlerFile}.`);
    if (second) throw new Error(`Two handlers for the topic ${topic}: keep the one in ${handlerFile}.`);
    const returned: unknown = await first(undefined, undefined);
    return (isObservable(returned) ? await lastValueFrom(returned) : returned) as LaneService<TopicName, R, S, unknown>;
  }
}

type Handler = { (data: unknown, context: unknown): Promise<unknown>; next?: Handler | undefined };

function handlersOf(first: unknown): Handler[] {
  const handlers: Handler[] = [];
  for (let handler = first as Handler | undefined; handler; handler = handler.next) handlers.push(handler);
  return handlers;
}
