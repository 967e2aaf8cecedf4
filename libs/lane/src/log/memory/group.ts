import type { Clock } from '../../clock.js';
import type { LaneNumber, Offset } from '../log.js';

/** What the coordinator of a group tells a member that says it is still there. */
export type Standing = 'member' | 'rebalancing' | 'unknown';
export type Assignment = { generation: number; lanes: readonly LaneNumber[] };

type Seat = { joined: ((assignment: Assignment) => void) | undefined; expire: () => void };

/** A group of one topic as Kafka's coordinator keeps it: eager rebalances, round robin, members lost by silence. */
export class Group {
  private readonly seats = new Map<object, Seat>();
  private rebalancing = false;
  generation = 0;
  /** Where the group says it is; it only shows lag. */
  readonly offsets = new Map<LaneNumber, Offset>();

  constructor(
    private readonly clock: Clock,
    private readonly lanes: number,
    private readonly sessionMs: number,
  ) {}

  /** `joined` is called once, when every member has joined this generation or was lost. */
  join(member: object, joined: (assignment: Assignment) => void): void {
    this.seats.get(member)?.expire();
    this.seats.set(member, { joined, expire: () => {} });
    this.rebalancing = true;
    this.assignIfComplete();
  }

  heartbeat(member: object): Standing {
    const seat = this.seats.get(member);
    if (!seat) return 'unknown';
    this.expectHeartbeat(member, seat);
    return this.rebalancing ? 'rebalancing' : 'member';
  }

  leave(member: object): void {
    const seat = this.seats.get(member);
    if (!seat) return;
    seat.expire();
    this.seats.delete(member);
    this.rebalancing = true;
    this.assignIfComplete();
  }

  /** Silence for a whole session loses the seat; waiting for the others to join is not silence. */
  private expectHeartbeat(member: object, seat: Seat): void {
    seat.expire();
    seat.expire = this.clock.after(this.sessionMs, () => this.leave(member));
  }

  private assignIfComplete(): void {
    if ([...this.seats.values()].some((seat) => !seat.joined)) return;
    this.rebalancing = false;
    this.generation += 1;
    const members = [...this.seats.entries()];
    for (const [index, [member, seat]] of members.entries()) {
      const lanes = Array.from({ length: this.lanes }, (_, lane) => lane).filter(
        (lane) => lane % members.length === index,
      );
      const joined = seat.joined;
      seat.joined = undefined;
      this.expectHeartbeat(member, seat);
      joined?.({ generation: this.generation, lanes });
    }
  }
}
