import { plain, type AccountId } from '#contracts';
import { truncate } from '#text';
import type { Comment, Draft, TrackerAdapter, TrackerEnv, WriteCall } from '#ports/tracker';
import { redmineWebhook } from './accept-webhook.js';
import { addComment } from './add-comment.js';
import { checkAccess } from './check-access.js';
import type { RedmineConfig } from './config.js';
import { createIssue } from './create-issue.js';
import { redmineFiles } from './files.js';
import { findCode } from './find-code.js';
import { baseline, itemsAbove } from './items-above.js';
import { listIssues } from './list-issues.js';
import { readChanges } from './read-changes.js';
import { readDirectories } from './read-directories.js';
import { readKey } from './read-key.js';
import { readIssue } from './read-issue.js';
import { redmineApi } from './redmine-api.js';
import { spellAstral, spellingOf } from './spell-astral.js';

/** Redmine answers 422 to a longer one. */
const MAX_SUBJECT = 255;

/** One Redmine, acting for its people by an administrator's key. */
export function redmineAdapter(config: RedmineConfig, env: TrackerEnv): TrackerAdapter {
  const api = redmineApi(config, env.fetch);
  const spell = (call: WriteCall, text: string) => spellAstral(text, spellingOf(config.emoji, call.attempt ?? 1));
  const spellDraft = (call: WriteCall, draft: Draft): Draft => ({
    ...draft,
    // Names are longer than what they stand for.
    subject: truncate(plain(spell(call, draft.subject)), MAX_SUBJECT).text,
    description: spell(call, draft.description),
  });
  const spellComment = (call: WriteCall, comment: Comment) => ({ ...comment, text: spell(call, comment.text) });

  return {
    capabilities: {
      markup: config.textFormatting,
      maxSubject: MAX_SUBJECT,
      settleMs: config.settleMs,
      privateComments: true,
    },
    checkAccess: (signal) => checkAccess(api, config, signal),
    directories: (call, project) => readDirectories(api, call, project),
    listIssues: (call, query, page, size) => listIssues(api, call, query, page, size),
    readIssue: (call, issue) => readIssue(api, call, issue),
    baseline: (call, target) => baseline(api, call, target),
    itemsAbove: (call, target, above) => itemsAbove(api, call, target, above),
    createIssue: (call, draft) => createIssue(api, call, spellDraft(call, draft)),
    addComment: (call, issue, comment, above) => addComment(api, call, issue, spellComment(call, comment), above),
    readChanges: (cursor, signal) => readChanges(api, cursor, signal),
    files: redmineFiles(api, (name) => spellAstral(name, config.emoji === 'auto' ? 'shortcode' : config.emoji)),
    identity: {
      async findCode(code, signal) {
        const account = await findCode(api, config.codeField, code, signal);
        return account && config.actAs === 'own-key'
          ? { ...account, key: await readKey(api, account, signal) }
          : account;
      },
      ...(config.actAs === 'own-key' && {
        readKey: (id: AccountId, signal: AbortSignal) => readKey(api, { id }, signal),
      }),
      accountPage: `${api.publicUrl}/my/account`,
      fieldName: config.codeField,
    },
    webhook: config.webhookSecret === undefined ? undefined : redmineWebhook(config.webhookSecret),
  };
}
