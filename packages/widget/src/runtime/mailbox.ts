import type { UnreadEngagement, VisitorConversation } from '@beckon/protocol';
import { atEnd, type Signal, signal, type World } from './world';

export type Engagement = UnreadEngagement;

/** What tabs of the site tell each other. */
export type TabNews =
  | { readonly engagement: Engagement }
  /** The engagement was opened, dismissed or answered. */
  | { readonly step: 'opened' | 'dismissed' | 'answered'; readonly of: string }
  | { readonly conversation: VisitorConversation }
  | { readonly read: true };

/** What waits for the visitor: messages that popped up and were neither answered nor dismissed, and answers not seen yet. */
export interface Mailbox {
  /** Tells each change, with the news (of this tab or another) that it came by, if any. */
  readonly changed: Signal<TabNews | undefined>;
  engagements(): readonly Engagement[];
  /** Engagements not opened and answers not seen. */
  unread(): number;
  /** What is waiting, as the server says; without engagements they stay as they are. */
  take(unreadMessages: number, engagements?: readonly Engagement[]): void;
  /** Takes something in and tells the other tabs. */
  tell(news: TabNews): void;
}

export function createMailbox(world: World, name: string): Mailbox {
  const changed = signal<TabNews | undefined>();
  let engagements: readonly Engagement[] = [];
  let unreadMessages = 0;
  const channel = world.channel?.(name);

  const takeIn = (item: TabNews): void => {
    if ('engagement' in item)
      engagements = [...engagements.filter(({ id }) => id !== item.engagement.id), item.engagement];
    if ('step' in item) {
      engagements = engagements.flatMap((kept) =>
        kept.id !== item.of ? kept : item.step === 'opened' ? { ...kept, opened: true } : [],
      );
    }
    if ('read' in item) unreadMessages = 0;
    changed.tell(item);
  };

  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<TabNews>) => takeIn(data);
    atEnd(world, () => channel.close());
  }

  return {
    changed,
    engagements: () => engagements,
    unread: () => engagements.filter(({ opened }) => !opened).length + unreadMessages,
    take(count, next = engagements) {
      engagements = next;
      unreadMessages = count;
      changed.tell(undefined);
    },
    tell(item) {
      takeIn(item);
      channel?.postMessage(item);
    },
  };
}
