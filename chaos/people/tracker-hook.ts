import { createHmac } from 'node:crypto';
import type { IssueId } from '#contracts';
import type { Desk } from './desk.js';

/** What the tracker and the desk both know. */
export const HOOK_SECRET = 'a secret of the tracker’s webhooks';

/** Tells of a changed issue as Redmine 7 does, once; whether it arrived is nobody's concern. False: it was lost on the way. */
export type Tell = (desk: Desk, issue: IssueId) => Promise<boolean>;

/** `lost`: how many of them get lost, of one. */
export const trackerHook =
  (front: string, lost: number, random: () => number): Tell =>
  async (desk, issue) => {
    if (random() < lost) return false;
    const body = JSON.stringify({
      type: 'issue.updated',
      data: { issue: { id: Number(issue) } },
      timestamp: Date.now(),
    });
    const signature = `sha256=${createHmac('sha256', HOOK_SECRET).update(body).digest('hex')}`;
    const headers = { 'content-type': 'application/json', 'x-redmine-signature-256': signature };
    return await fetch(`${front}/tracker/${desk.id}`, { method: 'POST', headers, body }).then(
      ({ ok }) => ok,
      () => false,
    );
  };
