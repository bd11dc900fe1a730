/** Limits the number of processes that run at the same time to the number of cores. */
import { availableParallelism } from 'node:os';

export class Cores {
  private free = availableParallelism();
  private readonly waiting: (() => void)[] = [];

  async taken<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.free === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.free--;
    try {
      return await work();
    } finally {
      this.free++;
      this.waiting.shift()?.();
    }
  }
}
