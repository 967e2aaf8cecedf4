import { emptyWorld, type World } from '../world/world.js';

/** Maps as lists of pairs, under a name no field has: their keys may be numbers, and their order matters. */
const mark = '$map';

export const worldToJson = (world: World): string =>
  JSON.stringify(world, (_, value: unknown) => (value instanceof Map ? { [mark]: [...value] } : value));

/** What a world written earlier did not have yet is empty. */
export const worldFromJson = (json: string): World => ({
  ...emptyWorld(),
  ...(JSON.parse(json, (_, value: unknown) => (isMarked(value) ? new Map(value[mark]) : value)) as World),
});

const isMarked = (value: unknown): value is { [mark]: [unknown, unknown][] } =>
  typeof value === 'object' && value !== null && mark in value;
