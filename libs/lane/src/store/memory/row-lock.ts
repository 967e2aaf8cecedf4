/** The lock on a lane's row: first come, first served. */
export class RowLock {
  #tail: Promise<void> = Promise.resolve();

  /** Resolves with the function that releases it; calling that twice does nothing. */
  async acquire(): Promise<() => void> {
    const before = this.#tail;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tail = promise;
    await before;
    return resolve;
  }
}
