import { type ConversationSummaryWire } from '@beckon/protocol';
import { ref, type Ref, shallowRef, watch } from 'vue';
import { announce } from '../../shared/announcer';
import { api } from '../../shared/api';
import { errorText } from '../../shared/error-text';
import { useLiveEvents } from '../../shared/live-events';
import { useSession } from '../session/session-store';
import { belongs, type InboxFilter, merged, queryOf } from './inbox-filter';

const PAGE = 30;

/** The conversations of a filter, newest first, kept up to date by events. */
export function useConversationList(filter: Ref<InboxFilter>) {
  const live = useLiveEvents();
  const session = useSession();
  const conversations = shallowRef<readonly ConversationSummaryWire[]>([]);
  const next = ref<string | null>(null);
  const status = ref<'loading' | 'ready' | 'failed'>('loading');
  const error = shallowRef<unknown>();
  const loadingMore = ref(false);
  /** Why older ones could not be loaded. */
  const moreFailure = ref('');
  let asked = 0;

  /** Loads the beginning of the list; `quiet` leaves what is on the screen until the answer is here. */
  async function load(quiet = false) {
    const mine = (asked += 1);
    if (!quiet) {
      status.value = 'loading';
      conversations.value = [];
      moreFailure.value = '';
    }
    try {
      const page = await api.conversations.list({ ...queryOf(filter.value), limit: PAGE });
      if (mine !== asked) return;
      conversations.value = page.conversations;
      next.value = page.next;
      status.value = 'ready';
    } catch (caught) {
      if (mine !== asked || (quiet && conversations.value.length > 0)) return;
      error.value = caught;
      status.value = 'failed';
    }
  }

  async function loadMore() {
    if (next.value === null || loadingMore.value) return;
    const mine = asked;
    loadingMore.value = true;
    moreFailure.value = '';
    try {
      const page = await api.conversations.list({ ...queryOf(filter.value), limit: PAGE, after: next.value });
      if (mine !== asked) return;
      const known = new Set(conversations.value.map(({ id }) => id));
      conversations.value = [
        ...conversations.value,
        ...page.conversations.filter(({ id }) => !known.has(id)),
      ];
      next.value = page.next;
    } catch (caught) {
      moreFailure.value = errorText(caught);
    } finally {
      loadingMore.value = false;
    }
  }

  function take(conversation: ConversationSummaryWire) {
    conversations.value = merged(
      conversations.value,
      conversation,
      belongs(conversation, filter.value, session.agent?.id),
      next.value !== null,
    );
  }

  live.listen('conversation', (conversation) => {
    const before = conversations.value.find(({ id }) => id === conversation.id);
    take(conversation);
    if (
      conversation.lastMessage.author.kind === 'visitor' &&
      before?.messageCount !== conversation.messageCount
    ) {
      announce(
        `${before ? 'New message' : 'New conversation'} from ${conversation.visitorName}: ${conversation.lastMessage.text.slice(0, 120)}`,
      );
    }
  });
  live.onMissed(() => void load(true));
  watch(filter, () => void load(), { immediate: true });

  return {
    conversations,
    status,
    error,
    hasMore: () => next.value !== null,
    loadingMore,
    moreFailure,
    load,
    loadMore,
    take,
  };
}
