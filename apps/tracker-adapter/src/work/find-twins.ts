import { sessionOf, type TopicRecord } from '#contracts';
import type { Claim } from '#correlation';
import type { Work } from '#lane';
import type { Desk } from '#plugins';
import type { Issue } from '#ports/tracker';
import type { News } from '../domain/news-of-issue.js';
import { marksOfNews, tellOfTwin } from '../domain/twin.js';
import type { Context } from './context.js';

/** What of the news is there twice, because its tracker finished a write when it had been sent again: its people are told. */
export async function findTwins(
  { clock, logger, reads }: Context,
  desk: Desk,
  issue: Issue,
  news: News,
  claims: readonly Claim[],
  { trace }: Work,
): Promise<TopicRecord<'deliveries'>[]> {
  const marks = marksOfNews(issue, news, claims);
  if (marks.size === 0) return [];
  const resent = await reads.resent([...marks.values()].map((mark) => ({ tracker: desk.endpoint, mark })));
  const twins = [...marks].flatMap(([item, mark]) => {
    const of = resent.find((one) => one.mark === mark);
    return of ? [{ item, of }] : [];
  });
  if (twins.length === 0) return [];
  logger.warn(
    { desk: desk.id, issue: issue.id, twins: twins.length },
    'A tracker finished a write too late: it is there twice.',
  );
  const userOf = ({ of }: (typeof twins)[number]) => sessionOf(of.session).user;
  const links = await reads.links(twins.map(userOf));
  return twins.map((twin) =>
    tellOfTwin(issue, { ...twin, language: links.get(userOf(twin))?.language, at: clock.now(), trace }),
  );
}
