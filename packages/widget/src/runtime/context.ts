import type { WidgetSettings } from '@beckon/protocol';
import type { Api } from '../transport/api';
import type { Mailbox } from './mailbox';
import type { Store } from './store';
import type { World } from './world';

/** What the events of `beckon('on', …)` tell. */
export interface BeckonEvents {
  /** The first answer of the server has come. */
  ready: Record<string, never>;
  /** A message popped up. */
  delivered: { readonly engagement: string };
  /** The visitor clicked into the messenger from it. */
  opened: { readonly engagement: string };
  /** The visitor dismissed it. */
  dismissed: { readonly engagement: string };
  /** The visitor started a conversation; `engagement` if it answers a message. */
  conversation: { readonly conversation: string; readonly engagement: string | null };
}

/** What the parts of the runtime share, those that are loaded later too. */
export interface Context {
  readonly world: World;
  readonly site: string;
  readonly nonce: string;
  readonly api: Api;
  /** For all tabs. */
  readonly store: Store;
  /** For this tab, over reloads. */
  readonly session: Store;
  readonly mailbox: Mailbox;
  /** Absent until the server has answered. */
  readonly settings: () => WidgetSettings | undefined;
  /** The server's id of the visit. */
  readonly visit: () => string | undefined;
  readonly emit: <E extends keyof BeckonEvents>(event: E, detail: BeckonEvents[E]) => void;
}
