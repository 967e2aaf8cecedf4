type Range = { partition: number; low: string; high: string };
type Lane = { topic: string; partition: number; first: number; next: number; end: number };

const nameOf = (topic: string, partition: number) => `${topic}/${partition}`;

/** What is still to be read of lanes that are read once, up to the end they had. */
export class Unread {
  /** How many offsets there are. */
  all = 0;
  private readonly lanes = new Map<string, Lane>();

  expect(topic: string, ranges: readonly Range[]): void {
    for (const { partition, low, high } of ranges) {
      const [first, end] = [Number(low), Number(high)];
      this.lanes.set(nameOf(topic, partition), { topic, partition, first, next: first, end });
      this.all += end - first;
    }
  }

  /** Where lanes begin by now: what was before is gone, and counts as read. */
  begins(topic: string, ranges: readonly Range[]): void {
    for (const { partition, low } of ranges) this.readTo(topic, partition, Number(low));
  }

  /** Whether it was there at first, and was not read yet: a group that has committed nothing may be given a lane from its start again. */
  wants(topic: string, partition: number, offset: number): boolean {
    const lane = this.lanes.get(nameOf(topic, partition));
    return lane !== undefined && offset >= lane.next && offset < lane.end;
  }

  readTo(topic: string, partition: number, next: number): void {
    const lane = this.lanes.get(nameOf(topic, partition));
    if (lane) lane.next = Math.min(lane.end, Math.max(lane.next, next));
  }

  /** Of one lane, or of all. */
  isDone(topic?: string, partition = 0): boolean {
    const lanes = topic === undefined ? this.lanes.values() : [this.lanes.get(nameOf(topic, partition))];
    return [...lanes].every((lane) => lane === undefined || lane.next >= lane.end);
  }

  /** The lanes that are not done, and where they go on. */
  open(): { topic: string; partition: number; next: number }[] {
    return [...this.lanes.values()].filter(({ next, end }) => next < end);
  }

  /** How many offsets are behind. */
  get read(): number {
    return [...this.lanes.values()].reduce((sum, { first, next }) => sum + next - first, 0);
  }
}
