import { type AdminEvents } from '@beckon/protocol';
import { type Subscription, type SubscriptionState } from '@beckon/client';
import { defineStore } from 'pinia';
import { onScopeDispose, ref } from 'vue';
import { api } from './api';

type Name = keyof AdminEvents;
type Listener<N extends Name> = (event: AdminEvents[N]) => void;

/** One stream of events for the whole app; screens listen to what concerns them. */
export const useLiveEvents = defineStore('live-events', () => {
  const listeners: { [N in Name]: Set<Listener<N>> } = {
    conversation: new Set(),
    rules: new Set(),
    engagement: new Set(),
  };
  const missed = new Set<() => void>();
  const state = ref<SubscriptionState>('waiting');
  let subscription: Subscription | undefined;
  let openedBefore = false;

  function start() {
    if (subscription) return;
    openedBefore = false;
    subscription = api.events.subscribe({
      onConversation: (event) => listeners.conversation.forEach((tell) => tell(event)),
      onRules: (event) => listeners.rules.forEach((tell) => tell(event)),
      onEngagement: (event) => listeners.engagement.forEach((tell) => tell(event)),
      onState(next) {
        state.value = next;
        if (next !== 'open') return;
        if (openedBefore) missed.forEach((tell) => tell());
        openedBefore = true;
      },
    });
  }

  function stop() {
    subscription?.close();
    subscription = undefined;
    state.value = 'waiting';
  }

  /** Listens for as long as the calling component lives. */
  function listen<N extends Name>(name: N, listener: Listener<N>) {
    listeners[name].add(listener);
    onScopeDispose(() => listeners[name].delete(listener));
  }

  /** Called after a loss of the connection: what happened between was missed. */
  function onMissed(listener: () => void) {
    missed.add(listener);
    onScopeDispose(() => missed.delete(listener));
  }

  return { state, start, stop, listen, onMissed };
});
