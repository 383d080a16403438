/** Numbers below this, of users and of anonymous ids, are looked up in a list: nearly all are, being given in order. */
const LISTED = 2 ** 21;

/** Gives each number of a person a place, in the order in which they come. */
export class PersonPlaces {
  /** Places counted from 1; of users at even numbers, of others at odd ones. */
  private listed = new Uint32Array(4096);
  private others = new Map<number, number>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  copy(): PersonPlaces {
    const copy = new PersonPlaces();
    copy.listed = this.listed.slice();
    copy.others = new Map(this.others);
    copy.count = this.count;
    return copy;
  }

  /** The place of a person; a new one is the size before. */
  of(person: number): number {
    const index = indexOf(person);
    if (index >= 2 * LISTED) return this.beyond(person);
    if (index >= this.listed.length) this.grow(index);
    const known = this.listed[index] as number;
    if (known > 0) return known - 1;
    this.listed[index] = this.count + 1;
    return this.count++;
  }

  /** The place that a person has; -1 = none. */
  known(person: number): number {
    const index = indexOf(person);
    if (index >= 2 * LISTED) return this.others.get(person) ?? -1;
    return (this.listed[index] ?? 0) - 1;
  }

  private beyond(person: number): number {
    const known = this.others.get(person);
    if (known !== undefined) return known;
    this.others.set(person, this.count);
    return this.count++;
  }

  private grow(index: number): void {
    const larger = new Uint32Array(2 ** Math.ceil(Math.log2(index + 1)));
    larger.set(this.listed);
    this.listed = larger;
  }
}

function indexOf(person: number): number {
  return person >= 0 ? 2 * person : -2 * person - 1;
}
