import { z } from 'zod';
import { IssueId } from '#contracts';
import type { Desk } from '../people/desk.js';

/** A desk's tracker by plain REST. */
export type Tracker = { desk: Desk; url: string };

const PAGE = 100;
const id = z.int().transform(String);
const User = z.object({ id: z.int() });
const Listed = z.object({ id: id.pipe(IssueId), author: User, created_on: z.string(), description: z.string() });
export type Listed = z.infer<typeof Listed>;
const Page = z.object({ issues: z.array(Listed), total_count: z.int() });
const Journal = z.object({ id, user: User, notes: z.string(), created_on: z.string() });
const One = z.object({ issue: Listed.extend({ journals: z.array(Journal) }) });
export type Whole = z.infer<typeof One>['issue'];

async function get<T>({ url }: Tracker, path: string, shape: z.ZodType<T>): Promise<T> {
  const answer = await fetch(url + path);
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`);
  return shape.parse(await answer.json());
}

/** Every issue, oldest first. */
export async function listIssues(tracker: Tracker): Promise<Listed[]> {
  const all: Listed[] = [];
  for (let total = 1; all.length < total;) {
    const page = await get(tracker, `/issues.json?sort=id:desc&limit=${PAGE}&offset=${all.length}`, Page);
    all.push(...page.issues);
    total = page.issues.length > 0 ? page.total_count : 0;
  }
  return all.reverse();
}

export async function readIssues(tracker: Tracker): Promise<Whole[]> {
  const whole: Whole[] = [];
  for (const { id: issue } of await listIssues(tracker))
    whole.push((await get(tracker, `/issues/${issue}.json?include=journals`, One)).issue);
  return whole;
}
