import { timingSafeEqual } from 'node:crypto';
import { issueId } from '#contracts';
import type { TrackerWebhook } from '#ports/tracker';
import { z } from 'zod';
import { HOOK_SIGNATURE, signatureOf } from '../protocol.js';

const Event = z.object({ type: z.string() });
const IssueEvent = z.object({ data: z.object({ issue: z.object({ id: z.string() }) }) });

export const localWebhook = (secret: string): TrackerWebhook => ({
  accept(headers, body) {
    const given = Buffer.from(headers[HOOK_SIGNATURE] ?? '');
    const right = Buffer.from(signatureOf(secret, body));
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    return issuesOf(body);
  },
});

function issuesOf(body: Buffer) {
  const json: unknown = JSON.parse(body.toString('utf8'));
  if (!Event.parse(json).type.startsWith('issue.')) return [];
  return [{ issue: issueId(IssueEvent.parse(json).data.issue.id) }];
}
