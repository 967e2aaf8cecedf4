import type { JsonObject } from '../bot-api/json.js';

const newPoll = {
  id: '1',
  question: '?',
  options: [],
  total_voter_count: 0,
  is_closed: false,
  is_anonymous: true,
  type: 'regular',
  allows_multiple_answers: false,
  allows_revoting: true,
  members_only: false,
};

/** Gives a poll the many fields the Bot API always shows of one; other fields of a message are left as they are. */
export function completeFields(fields: JsonObject): JsonObject {
  const { poll } = fields;
  const isPoll = typeof poll === 'object' && poll !== null && !Array.isArray(poll);
  return isPoll ? { ...fields, poll: { ...newPoll, ...poll } } : fields;
}
