import type { Config } from '#config';
import { openDesks } from '#plugins';
import { CannotStart } from '../cannot-start.js';
import type { NewsStream } from '../page-server/news-stream.js';
import type { Say } from '../say.js';
import { type AskedRedmine, keepAskingRedmine } from './keep-asking-redmine.js';

/**
 * Asks the configured Redmine, before anything waits for it, whether it takes the key, and says what will be missed there.
 * One that does not answer keeps nobody from starting: words are kept for it. Throws `CannotStart` where it refuses the key.
 */
export async function meetRedmine(
  config: Config,
  url: string,
  { stops, say, signal }: { stops: AsyncDisposableStack; say: Say; signal: AbortSignal },
  news: NewsStream,
): Promise<AskedRedmine> {
  const desks = openDesks(config);
  stops.defer(() => desks.close());
  const [desk] = desks.all.values();
  if (!desk) throw new Error('A configuration without a desk does not parse.');
  const asked = await keepAskingRedmine(desk.tracker, signal, (redmine) => news.tell({ kind: 'redmine', redmine }));
  stops.defer(() => asked.stop());
  const { state } = asked;
  switch (state.kind) {
    case 'open':
      for (const note of state.notes) say(`Redmine: ${note}`);
      return asked;
    case 'silent':
      say(
        `No Redmine answers at ${url} now: what people write is kept, and goes there once it does. Is REDMINE_URL right?`,
      );
      return asked;
    case 'closed':
      throw new CannotStart(`The Redmine at ${url} does not take REDMINE_API_KEY. ${state.why}`);
  }
}
