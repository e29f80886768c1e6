/** Numbered predicates about the values of one fact, and which of them hold for the last value. */
export abstract class PredicatesFound {
  /** The predicates that hold, in the first {@link count} places, each once, in no particular order; `~id` may hold. */
  hits = new Int32Array(64);
  count = 0;
  /** The same predicates have the same sum; different ones hardly ever. */
  sum = 0;
  /** Predicates so far. Their numbers never change, so that rule sets which follow one another share them. */
  size = 0;
  private readonly ids = new Map<string, number>();
  /** The value for which a predicate was found last. */
  private seen = new Int32Array(64);
  private salts = new Int32Array(64);
  protected stamp = 0;

  /** Whether just these predicates hold, or may hold. */
  areJust(predicates: Int32Array): boolean {
    if (predicates.length !== this.count) return false;
    for (let at = 0; at < predicates.length; at += 1) {
      const hit = predicates[at]!;
      if (this.seen[hit < 0 ? ~hit : hit] !== this.stamp) return false;
    }
    return true;
  }

  /** Finds all predicates that hold for a present fact. */
  abstract find(raw: string): void;

  /** The same but for predicates that are dear to try, which may hold; answers whether there are any. */
  findRoughly(raw: string): boolean {
    this.find(raw);
    return false;
  }

  /** Whether a predicate is dear to try. */
  isTrial(_predicate: number): boolean {
    return false;
  }

  /** Whether a predicate holds for the value that was found last. */
  holds(predicate: number): boolean {
    return this.isHit(predicate);
  }

  /** The number of the predicate with this key; `make` is called if it is new. */
  protected numberOf(key: string, make: (id: number) => void): number {
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.size;
      this.size += 1;
      this.ids.set(key, id);
      if (this.seen.length <= id) {
        this.seen = grown(this.seen);
        this.salts = grown(this.salts);
        this.hits = new Int32Array(this.seen.length);
      }
      this.salts[id] = scramble(id);
      make(id);
    }
    return id;
  }

  /** Begins with a new value. */
  protected begin(): void {
    this.count = 0;
    this.sum = 0;
    this.stamp = (this.stamp + 1) | 0;
  }

  /** A predicate holds. */
  protected hit(id: number): void {
    this.add(id, id);
  }

  /** A predicate may hold. No predicate both holds and may hold. */
  protected mayHit(id: number): void {
    this.add(id, ~id);
  }

  /** Whether a predicate holds or may hold. */
  protected isHit(id: number): boolean {
    return this.seen[id] === this.stamp;
  }

  private add(id: number, hit: number): void {
    if (this.seen[id] === this.stamp) return;
    this.seen[id] = this.stamp;
    this.hits[this.count] = hit;
    this.count += 1;
    this.sum = (this.sum + this.salts[id]!) | 0;
  }
}

function grown(list: Int32Array): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(list.length * 2);
  twice.set(list);
  return twice;
}

/** Spreads predicate numbers over 32 bits, so that sums of different ones differ. */
function scramble(id: number): number {
  let mixed = Math.imul(id + 1, 0x9e3779b1);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
