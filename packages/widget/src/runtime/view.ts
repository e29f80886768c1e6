import type { Stage } from '../tracker/stage';
import type { Context } from './context';
import type { Engagement } from './mailbox';
import type { Step } from './outbox';

/** What the visitor sees: the pop-up, the launcher, and the messenger, whose part is loaded when it is needed. */
export interface Presenter {
  readonly context: Context;
  readonly stage: Stage;
  /** Is the messenger open? The door says so. */
  opened: boolean;
  /** Is a pop-up up, or the messenger open? */
  busy(): boolean;
  show(engagement: Engagement): void;
  /** Does something with the messenger, once that is there; where it cannot be loaded (offline, say), the next try loads it. */
  door(work: (door: Door) => void): void;
  /** The page has changed: a pop-up does not follow to the next one. */
  leave(): void;
  /** Draws what has changed. */
  draw(): void;
  /** Puts a host on the page, again if the page has thrown it out. */
  place(host: Element): void;
  /** Keeps what has become of an engagement, and tells it to the server, the page and the other tabs. */
  note(step: Step, of: string, engagement?: Engagement): void;
  /** Neither a pop-up nor the messenger is up any more. */
  freed(): void;
  focus(): void;
}

/** Where the messenger was open in this tab, over reloads. */
export const OPEN = 'open';

/** Opens and closes the messenger, and listens for answers. */
export interface Door {
  /** Opens it, since the visitor or the page wants it. */
  open(): void;
  close(): void;
  toggle(): void;
  /** Opens it again where it was open before the reload. */
  restore(): void;
  /** There are conversations: answers are listened for. */
  listen(): void;
}
