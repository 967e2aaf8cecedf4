import type { LogRecord, Offset, Publishable } from '../log.js';

/** The records of one lane of one topic. */
export class Partition {
  private records: LogRecord[] = [];
  private readonly waiting = new Set<() => void>();
  first: Offset = 0;

  get end(): Offset {
    return this.first + this.records.length;
  }

  append(records: readonly Publishable[]): void {
    for (const { key, value, trace } of records) this.records.push({ key, value, trace, offset: this.end });
    for (const wake of [...this.waiting]) wake();
  }

  read(from: Offset, limit: number): readonly LogRecord[] {
    const index = from - this.first;
    return index < 0 ? [] : this.records.slice(index, index + limit);
  }

  /** Forgets what lies before `first`, as retention does. */
  truncate(first: Offset): void {
    this.records = this.records.slice(Math.max(0, first - this.first));
    this.first = Math.max(this.first, first);
  }

  /** Calls `wake` at each append until the returned function is called. */
  onAppend(wake: () => void): () => void {
    this.waiting.add(wake);
    return () => this.waiting.delete(wake);
  }
}
