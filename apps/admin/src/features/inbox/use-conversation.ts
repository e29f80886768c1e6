import { BeckonProblem } from '@beckon/client';
import {
  type ConversationSummaryWire,
  type ConversationWire,
  type MessageWire,
  type UpdateConversationRequest,
} from '@beckon/protocol';
import { useToast } from '@nuxt/ui/composables';
import { type Ref, shallowRef, watch } from 'vue';
import { announce } from '../../shared/announcer';
import { api } from '../../shared/api';
import { errorText } from '../../shared/error-text';
import { useLiveEvents } from '../../shared/live-events';
import { useOutbox } from './outbox-store';

type Change = Omit<UpdateConversationRequest, 'revision'>;

/** The conversation that is open, kept up to date by events. */
export function useConversation(
  id: Ref<string | undefined>,
  changed: (conversation: ConversationSummaryWire) => void,
) {
  const live = useLiveEvents();
  const toast = useToast();
  const outbox = useOutbox();
  const conversation = shallowRef<ConversationWire>();
  const error = shallowRef<unknown>();
  /** Changes are made one after another: each is based on what the one before made. */
  let changes = Promise.resolve();
  let asked = 0;

  async function load(quiet = false) {
    const wanted = id.value;
    const mine = (asked += 1);
    if (!quiet) {
      conversation.value = undefined;
      error.value = undefined;
    }
    if (wanted === undefined) return;
    try {
      const answer = await api.conversations.get(wanted);
      if (mine === asked) conversation.value = answer;
    } catch (caught) {
      if (mine === asked && !conversation.value) error.value = caught;
    }
  }

  /** A message that the server has taken. */
  function append(message: MessageWire) {
    const now = conversation.value;
    if (!now || now.id !== id.value || now.messages.some((known) => known.id === message.id)) return;
    conversation.value = { ...now, messages: [...now.messages, message] };
  }

  /** Assigns, closes or opens again; where somebody else was first it is done on what there is now. */
  function update(change: Change): Promise<void> {
    changes = changes.then(() => make(change));
    return changes;
  }
  async function make(change: Change) {
    const now = conversation.value;
    if (!now) return;
    conversation.value = { ...now, ...change };
    try {
      const summary = await api.conversations
        .update(now.id, { ...change, revision: now.revision })
        .catch(async (caught: unknown) => {
          if (!(caught instanceof BeckonProblem && caught.code === 'stale')) throw caught;
          const { revision } = await api.conversations.get(now.id);
          return api.conversations.update(now.id, { ...change, revision });
        });
      if (conversation.value?.id === summary.id) conversation.value = { ...conversation.value, ...summary };
      changed(summary);
      if (change.status)
        announce(`The conversation is ${change.status === 'open' ? 'open again' : 'closed'}.`);
    } catch (caught) {
      if (conversation.value?.id === now.id)
        conversation.value = {
          ...conversation.value,
          assignedTeamId: now.assignedTeamId,
          assignedAgentId: now.assignedAgentId,
          status: now.status,
        };
      toast.add({
        title: 'The conversation was not changed.',
        description: errorText(caught),
        color: 'error',
        icon: 'i-lucide-circle-alert',
      });
    }
  }

  // An event may bring a reply before the answer to its request: it stands in the log once.
  watch(conversation, (now) => now && outbox.arrived(now.messages));
  live.listen('conversation', (summary) => {
    const now = conversation.value;
    if (!now || summary.id !== now.id || summary.revision <= now.revision) return;
    const missing = summary.messageCount - now.messages.length;
    const known = now.messages.some((message) => message.id === summary.lastMessage.id);
    conversation.value = {
      ...now,
      ...summary,
      messages: missing === 1 && !known ? [...now.messages, summary.lastMessage] : now.messages,
    };
    if (missing > 1 || (missing === 1 && known)) void load(true);
  });
  live.onMissed(() => void load(true));
  watch(id, () => void load(), { immediate: true });

  return { conversation, error, load, append, update };
}
