/**
 * Sums by two numbers, the first of them positive. A hash table of integers that lie side by side, because a `Map` takes
 * five times as long for the millions of steps of a month.
 */
export class PairCounts {
  private firsts = new Int32Array(1024);
  private seconds = new Int32Array(1024);
  private sums = new Float64Array(1024);
  private size = 0;

  add(first: number, second: number, more: number): void {
    let slot = this.slotOf(first, second);
    if (this.firsts[slot] === 0) {
      if (this.size * 2 >= this.firsts.length) {
        this.grow();
        slot = this.slotOf(first, second);
      }
      this.firsts[slot] = first;
      this.seconds[slot] = second;
      this.size += 1;
    }
    this.sums[slot] = (this.sums[slot] as number) + more;
  }

  forEach(take: (first: number, second: number, sum: number) => void): void {
    this.firsts.forEach((first, slot) => {
      if (first !== 0) take(first, this.seconds[slot] as number, this.sums[slot] as number);
    });
  }

  /** Where a pair is, or where it may be put. */
  private slotOf(first: number, second: number): number {
    const last = this.firsts.length - 1;
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & last;
    while (
      this.firsts[slot] !== 0 &&
      (this.firsts[slot] !== first || this.seconds[slot] !== second)
    ) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  private grow(): void {
    const { firsts, seconds, sums } = this;
    this.firsts = new Int32Array(firsts.length * 2);
    this.seconds = new Int32Array(firsts.length * 2);
    this.sums = new Float64Array(firsts.length * 2);
    this.size = 0;
    firsts.forEach((first, slot) => {
      if (first !== 0) this.add(first, seconds[slot] as number, sums[slot] as number);
    });
  }
}
