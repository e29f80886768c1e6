import { type ConversationSummaryWire } from '@beckon/protocol';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api } from '../../shared/api';

const LIMIT = 100;

/** Does the visitor wait for an answer? */
export const isWaiting = (conversation: Pick<ConversationSummaryWire, 'status' | 'lastMessage'>): boolean =>
  conversation.status === 'open' && conversation.lastMessage.author.kind === 'visitor';

/** How many open conversations wait for an answer: the number beside "Inbox". */
export const useWaiting = defineStore('waiting', () => {
  const ids = ref<ReadonlySet<string>>(new Set());
  const more = ref(false);

  async function load() {
    try {
      const { conversations, next } = await api.conversations.list({ status: 'open', limit: LIMIT });
      ids.value = new Set(conversations.filter(isWaiting).map(({ id }) => id));
      more.value = next !== null;
    } catch {
      // The inbox itself says what is wrong; a number that is not known is not shown.
      ids.value = new Set();
    }
  }

  function take(conversation: ConversationSummaryWire) {
    const next = new Set(ids.value);
    if (isWaiting(conversation)) next.add(conversation.id);
    else next.delete(conversation.id);
    ids.value = next;
  }

  const count = computed(() => ids.value.size);
  const label = computed(() =>
    count.value > 99 || (more.value && count.value > 0)
      ? `${Math.min(count.value, 99)}+`
      : String(count.value),
  );
  return { count, label, load, take };
});
