import type { IssueHead } from '#contracts';
import type { WriteIntent } from '#correlation';
import { itemOf } from '#ports/tracker';
import { WriteBaseline } from '../domain/work-body.js';
import type { Context } from './context.js';
import { forRead } from './deadlines.js';
import type { Opened } from './write-parts.js';

/**
 * The issues a person may be offered: not those a creation of their own may be becoming, until that is known. Until then
 * their words for it go by its command; under its number they would be in another order, and might pass the others.
 */
export async function withoutUnsettled(
  context: Context,
  opened: Opened,
  issues: readonly IssueHead[],
  signal: AbortSignal,
): Promise<IssueHead[]> {
  const { desk, body } = opened;
  const { acting, session } = body.command;
  const isOwn = (intent: WriteIntent) =>
    intent.session === session || (acting.kind === 'account' && intent.account === acting.account);
  // Read after the issues: whatever a write of ours made of them is claimed, or its intent is open.
  const items = issues.map(({ id }) => itemOf.issue(id));
  const { claims, open } = await context.reads.writesAt([{ tracker: desk.endpoint, items }]);
  const becoming = await Promise.all(open.filter(isOwn).map((intent) => madeSince(context, opened, intent, signal)));
  const unsettled = new Set(becoming.flat());
  for (const { item } of claims) unsettled.delete(item);
  return issues.filter(({ id }) => !unsettled.has(itemOf.issue(id)));
}

/** What stands above the baseline of a creation in the name it was sent in. */
async function madeSince({ clock }: Context, { desk, body, as }: Opened, intent: WriteIntent, signal: AbortSignal) {
  const { acting } = body.command;
  const own = acting.kind === 'account' && acting.account === intent.account;
  const by = own ? as : ({ kind: 'service' } as const);
  const ids = WriteBaseline.shape.ids.parse(intent.baseline);
  const items = await forRead(clock, signal, (call) =>
    desk.tracker.itemsAbove({ as: by, signal: call }, { kind: 'new-issue' }, ids),
  );
  return items.map(({ key }) => key);
}
