// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, ref } from 'vue';
import { type InboxFilter } from './inbox-filter';
import { useConversationList } from './use-conversation-list';

const list = vi.hoisted(() => vi.fn());
vi.mock('../../shared/api', () => ({ api: { conversations: { list } }, onSignedOut: () => undefined }));

const page = (from: number, to: number, next: string | null) => ({
  conversations: Array.from({ length: to - from }, (_, index) => ({ id: `C${from + index}` })),
  next,
});

describe('the list of conversations', () => {
  let scope: ReturnType<typeof effectScope>;
  beforeEach(() => {
    setActivePinia(createPinia());
    scope = effectScope();
    list.mockReset();
  });
  afterEach(() => scope.stop());

  async function open() {
    const filter = ref<InboxFilter>('all');
    const conversations = scope.run(() => useConversationList(filter));
    if (!conversations) throw new Error('the scope has ended');
    await flushPromises();
    return { filter, conversations };
  }

  it('goes on where it ended, with each once', async () => {
    list.mockResolvedValueOnce(page(0, 30, 'C29')).mockResolvedValueOnce(page(29, 40, null));
    const { conversations } = await open();
    await conversations.loadMore();
    expect(conversations.conversations.value.map(({ id }) => id)).toEqual(
      Array.from({ length: 40 }, (_, index) => `C${index}`),
    );
    expect(conversations.hasMore()).toBe(false);
  });

  it('says why older ones did not come, keeps what is there, and can be asked again', async () => {
    list.mockResolvedValueOnce(page(0, 30, 'C29')).mockRejectedValueOnce(new Error('down'));
    const { filter, conversations } = await open();
    await conversations.loadMore();
    expect(conversations.moreFailure.value).not.toBe('');
    expect(conversations.status.value).toBe('ready');
    expect(conversations.conversations.value).toHaveLength(30);
    list.mockResolvedValueOnce(page(30, 31, null));
    await conversations.loadMore();
    expect(conversations.moreFailure.value).toBe('');
    expect(conversations.conversations.value).toHaveLength(31);
    list.mockResolvedValueOnce(page(0, 1, null));
    filter.value = 'closed';
    await flushPromises();
    expect(conversations.conversations.value).toHaveLength(1);
  });
});
