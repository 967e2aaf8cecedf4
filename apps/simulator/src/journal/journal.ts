import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { applyEvent } from '../world/apply-event.js';
import type { EventSink } from '../world/history.js';
import { emptyWorld, type World } from '../world/world.js';
import type { WorldEvent } from '../world/world-event.js';
import { worldFromJson, worldToJson } from './world-json.js';

/** Beyond this many bytes a start puts the world itself in place of the events that made it. */
const compactOver = 4 * 2 ** 20;

export interface Journal {
  /** The world as the journal left it. */
  readonly world: World;
  /** One line, handed to the system before it returns: what a killed process has answered for is kept. */
  readonly write: EventSink;
  close(): void;
}

/** For a world that ends with its process. */
export const noJournal = (): Journal => ({ world: emptyWorld(), write: () => undefined, close: () => undefined });

/**
 * Opens `world.ndjson` in a folder: one event a line, after a first line that may hold a whole world. A last line cut
 * off in the middle was never answered for, and is removed. One process at a time.
 */
export function openJournal(folder: string): Journal {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'world.ndjson');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const bytes = Buffer.byteLength(whole);
  if (whole.length < text.length) truncateSync(file, bytes);
  const world = replay(whole);
  if (bytes > compactOver) compact(file, world);
  const descriptor = openSync(file, 'a');
  let open = true;
  return {
    world,
    write(event) {
      // Typing is shown and gone; and what happens while the server ends is no one's any more.
      if (open && event.kind !== 'action-shown') writeSync(descriptor, `${JSON.stringify(event)}\n`);
    },
    close() {
      open = false;
      closeSync(descriptor);
    },
  };
}

const snapshotStart = '{"world":';

function replay(text: string): World {
  const lines = text.split('\n').slice(0, -1);
  const first = lines[0];
  if (first?.startsWith(snapshotStart) !== true) return fold(emptyWorld(), lines);
  return fold(worldFromJson(first.slice(snapshotStart.length, -1)), lines.slice(1));
}

function fold(world: World, lines: readonly string[]): World {
  for (const line of lines) applyEvent(world, JSON.parse(line) as WorldEvent);
  return world;
}

function compact(file: string, world: World): void {
  const part = openSync(`${file}.part`, 'w');
  writeSync(part, `${snapshotStart}${worldToJson(world)}}\n`);
  closeSync(part);
  renameSync(`${file}.part`, file);
}
