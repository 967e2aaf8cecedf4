import type { Call } from '#ports/tracker';
import type { z } from 'zod';
import type { Query, RedmineApi } from './redmine-api.js';

/** Redmine gives no more than this at once, whatever is asked for. */
export const PAGE = 100;

/** Every page of a list, one after the other, as long as the caller wants more. */
export async function* pages<T extends { total_count: number }>(
  api: RedmineApi,
  call: Call,
  path: string,
  shape: z.ZodType<T>,
  query: Query,
): AsyncGenerator<T> {
  for (let offset = 0, total = 1; offset < total; offset += PAGE) {
    const page = await api.read(call, path, shape, [...query, ['offset', offset], ['limit', PAGE]]);
    total = page.total_count;
    yield page;
  }
}
