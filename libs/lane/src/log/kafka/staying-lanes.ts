import { AssignerProtocol, type PartitionAssigner } from 'kafkajs';
import { z } from 'zod';
import type { LaneNumber } from '../log.js';
import { divideLanes, type Member } from './divide-lanes.js';

const NAME = 'relaydesk-staying-lanes';
const VERSION = 1;
const Said = z.object({ since: z.number(), lanes: z.array(z.int()) });
/** Since when (ms since 1970). */
export type Holding = { since: number; lanes: readonly LaneNumber[] };
const NOTHING: Holding = { since: 0, lanes: [] };

/**
 * Each member tells its group what it has; whoever leads the group divides the lanes by that. kafkajs itself deals them out anew
 * whenever somebody comes or goes, and each lane that moves stands still for as long as it takes to let go of it and to take it.
 */
export const stayingLanes =
  (held: () => Holding): PartitionAssigner =>
  ({ cluster }) => ({
    name: NAME,
    version: VERSION,
    protocol({ topics }) {
      const userData = Buffer.from(JSON.stringify(held()));
      return { name: NAME, metadata: AssignerProtocol.MemberMetadata.encode({ version: VERSION, topics, userData }) };
    },
    async assign({ members, topics: [topic = ''] }) {
      const lanes = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId);
      const said = members.map(({ memberId, memberMetadata }): Member => ({ id: memberId, ...heldBy(memberMetadata) }));
      return [
        ...divideLanes(
          lanes.toSorted((a, b) => a - b),
          said,
        ),
      ].map(([memberId, own]) => {
        const assignment = { [topic]: own };
        const userData = Buffer.alloc(0);
        const memberAssignment = AssignerProtocol.MemberAssignment.encode({ version: VERSION, assignment, userData });
        return { memberId, memberAssignment };
      });
    },
  });

/** One that does not say it in a way that is understood has nothing: a leader that fails keeps everyone from their lanes. */
function heldBy(metadata: Buffer): Holding {
  try {
    const { userData } = AssignerProtocol.MemberMetadata.decode(metadata) ?? {};
    return Said.parse(JSON.parse(String(userData)));
  } catch {
    return NOTHING;
  }
}
