import { applyEvent } from './apply-event.js';
import type { World } from './world.js';
import type { Effect, WorldEvent } from './world-event.js';

/** Where events go so that they outlive the process. */
export type EventSink = (event: WorldEvent) => void;

/** The world and the only way to change it. */
export interface History {
  readonly world: World;
  /** Makes an event true: applied, written, and told to everyone who listens, in this order, before it returns. */
  record(event: WorldEvent): void;
  /** The returned function stops it. */
  onEvent(listener: (event: WorldEvent) => void): () => void;
  onEffect(listener: (effect: Effect) => void): () => void;
}

export function openHistory(world: World, write: EventSink): History {
  const events = new Set<(event: WorldEvent) => void>();
  const effects = new Set<(effect: Effect) => void>();
  const join = <T>(listeners: Set<T>, listener: T): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    world,
    record(event) {
      const follows = applyEvent(world, event);
      write(event);
      for (const listener of events) listener(event);
      for (const effect of follows) for (const listener of effects) listener(effect);
    },
    onEvent: (listener) => join(events, listener),
    onEffect: (listener) => join(effects, listener),
  };
}
