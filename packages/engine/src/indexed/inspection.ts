/** What the index of a rule set is made of at present, for tests and for tuning. */
export interface IndexInspection {
  readonly blocks: number;
  /** Parts of blocks that follow one another. */
  readonly stretches: number;
  /** Ways in which rules can match. */
  readonly places: number;
  /** Places that the index narrows down but does not settle. */
  readonly judged: number;
  /** Values and classes of values that are remembered. */
  readonly remembered: number;
  /** Blocks that were built for this rule set; the others are the previous one's. */
  readonly built: number;
}
