import { newIdempotencyKey } from '@beckon/client';
import { type MessageWire } from '@beckon/protocol';
import { defineStore } from 'pinia';
import { ref } from 'vue';
import { api } from '../../shared/api';
import { errorText } from '../../shared/error-text';

/** A reply that is not on the server yet. */
export interface PendingReply {
  key: string;
  conversationId: string;
  text: string;
  writtenAt: string;
  /** Why it did not go; `undefined` while it is on its way. */
  failure: string | undefined;
}

const DRAFTS = 'beckon-drafts';

function storedDrafts(): Record<string, string> {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(DRAFTS) ?? '{}');
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
        )
      : {};
  } catch {
    return {};
  }
}

/** What is being written and what is being sent, by conversation: it outlives the change to another one. */
export const useOutbox = defineStore('outbox', () => {
  const drafts = ref<Record<string, string>>(storedDrafts());
  const pending = ref<PendingReply[]>([]);

  function setDraft(conversationId: string, text: string) {
    if (text === '') delete drafts.value[conversationId];
    else drafts.value[conversationId] = text;
    try {
      sessionStorage.setItem(DRAFTS, JSON.stringify(drafts.value));
    } catch {
      // Storage is blocked: drafts last until the page is left.
    }
  }

  /** Sends once more under the same key: what the server has already is not written twice. */
  async function deliver(reply: PendingReply): Promise<MessageWire | undefined> {
    const entry = pending.value.find(({ key }) => key === reply.key);
    if (!entry) return undefined;
    entry.failure = undefined;
    try {
      const message = await api.conversations.reply(
        entry.conversationId,
        { text: entry.text },
        { idempotencyKey: entry.key },
      );
      pending.value = pending.value.filter(({ key }) => key !== reply.key);
      return message;
    } catch (error) {
      entry.failure = errorText(error);
      return undefined;
    }
  }

  function send(conversationId: string, text: string): Promise<MessageWire | undefined> {
    const reply: PendingReply = {
      key: newIdempotencyKey(),
      conversationId,
      text,
      writtenAt: new Date().toISOString(),
      failure: undefined,
    };
    pending.value.push(reply);
    setDraft(conversationId, '');
    return deliver(reply);
  }

  /** Forgets the replies that are among these messages: the server has them, though its answer may still be on the way. */
  function arrived(messages: readonly MessageWire[]) {
    const keys = new Set(messages.map(({ key }) => key));
    pending.value = pending.value.filter(({ key }) => !keys.has(key));
  }

  /** Gives a reply up; its text goes back to the draft. */
  function withdraw(reply: PendingReply) {
    pending.value = pending.value.filter(({ key }) => key !== reply.key);
    if (!drafts.value[reply.conversationId]) setDraft(reply.conversationId, reply.text);
  }

  return { drafts, pending, setDraft, send, deliver, arrived, withdraw };
});
