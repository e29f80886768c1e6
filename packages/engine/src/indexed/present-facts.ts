import { type Facts } from '../declare/rule';
import { Arena, layDown } from './arena';
import { type Block, type Doubt } from './block';
import { Entries } from './entries';
import { FactLoader } from './fact-loader';
import { type Readers, areConfirmed, countRemembered, makeReaders } from './readers';
import { Row } from './rows';
import { type Slots } from './slots';

/** At least so many words for the sets of values seen; more where the rules alone need more. 8 MB. */
const ARENA_WORDS = 1 << 21;

/** The facts of the evaluation under way, as sets of the places that they leave possible: first numbers, then texts. */
export class PresentFacts {
  readonly arena: Arena;
  /** How many facts there are. */
  readonly size: number;
  private readonly loader = new FactLoader();
  private readonly readers: Readers<Entries>;
  private readonly entries: readonly Entries[];
  /** The rows of the evaluation under way. */
  private readonly rows: Int32Array;

  constructor(
    slots: Slots,
    private readonly blocks: readonly Block[],
  ) {
    this.arena = new Arena(Math.max(ARENA_WORDS, (slots.all.length * blocks.length + 1) * 256));
    this.readers = makeReaders(
      slots,
      blocks,
      this.loader,
      (slot) =>
        new Entries(
          blocks.map((block) => layDown(this.arena, block, slot)),
          this.arena,
        ),
      new Int32Array(1),
    );
    const { numbers, texts } = this.readers;
    this.entries = [...numbers, ...texts].map(({ rows }) => rows);
    this.size = this.entries.length;
    this.arena.keep();
    this.rows = new Int32Array(this.size).fill(Row.Missing);
  }

  /** Values and classes of values that are remembered. */
  get remembered(): number {
    return countRemembered(this.readers);
  }

  /** Begins an evaluation: looks up all facts. */
  begin(facts: Facts): void {
    const { loader, rows } = this;
    const { numbers, texts } = this.readers;
    if (!this.arena.hasRoom(this.size * this.blocks.length)) {
      for (const reader of numbers) reader.forget();
      for (const reader of texts) reader.forget();
      this.arena.reset();
    }
    loader.load(facts);
    const { values } = loader;
    let at = 0;
    for (; at < numbers.length; at += 1) {
      const reader = numbers[at]!;
      rows[at] = reader.rowOf(values[reader.site]);
    }
    for (let text = 0; text < texts.length; text += 1, at += 1) {
      const reader = texts[text]!;
      rows[at] = reader.rowOf(values[reader.site]);
    }
  }

  /** Whether what was looked at roughly is so. */
  confirm(doubts: readonly Doubt[]): boolean {
    return areConfirmed(doubts, this.readers);
  }

  /** Where the set of a fact lies for a block. */
  offsetOf(at: number, block: number): number {
    return this.entries[at]!.offsetOf(this.rows[at]!, block);
  }
}
