import type { VisitorConversation, VisitorConversationsResponse, VisitorMessage } from '@beckon/protocol';
import type { Context } from '../runtime/context';
import { type Cancel, exclusively, listen, type Signal, signal, unique } from '../runtime/world';
import { listenForEvents } from './listen';
import { type Entry, type Outgoing, threadEntries, unseen, wayOf } from './thread';

/** The visitor's conversations in this tab, kept up to date, and the messages on their way. */
export interface Correspondence {
  readonly changed: Signal<void>;
  /** False until the server has told what was said before. */
  loaded(): boolean;
  entries(): Entry[];
  /** Keeps the text until the server has it, and sends it. */
  send(text: string): void;
  /** Sends again what failed. */
  retry(key: string): void;
  /** The visitor looks at it: everything is seen from now on, until the answer is called. */
  watch(): Cancel;
}

const OUTGOING = 'outgoing';
const SEND_TRIES = 3;
/** ms after which a message that was lost is tried again. */
const TRY_AGAIN = 20_000;

export function createCorrespondence(context: Context): Correspondence {
  const { world, site, api, store, mailbox } = context;
  const changed = signal<void>();
  const conversations = new Map<string, VisitorConversation>();
  let known = false;
  let watched = false;
  let listening = false;
  let pumping = false;

  const all = (): VisitorConversation[] => [...conversations.values()];
  // Kept by key and not as a list: some libraries of pages change how lists become JSON.
  const outgoing = (): readonly Outgoing[] =>
    Object.values(store.kept<Record<string, Outgoing>>(OUTGOING) ?? {}).filter((kept) => kept?.text);
  const edit = (change: (messages: readonly Outgoing[]) => readonly Outgoing[]): void => {
    const next = change(outgoing());
    store.write(
      OUTGOING,
      next.length > 0 ? Object.fromEntries(next.map((kept) => [kept.key, kept])) : undefined,
    );
    changed.tell();
  };
  const replace = (key: string, changes: Partial<Outgoing>): void =>
    edit((messages) => messages.map((kept) => (kept.key === key ? { ...kept, ...changes } : kept)));

  /** Takes a conversation in unless we know a later state of it. */
  function take(conversation: VisitorConversation): void {
    if (!Array.isArray(conversation?.messages)) return;
    const old = conversations.get(conversation.id);
    if (old && old.messages.length > conversation.messages.length) return;
    conversations.set(conversation.id, {
      ...conversation,
      readCount: Math.max(conversation.readCount, old?.readCount ?? 0),
    });
    if (!listening) listenForEvents(context, hear);
    listening = true;
    settle();
  }

  function hear(text: string): void {
    const told = parse(text);
    if (!told) return;
    take(told);
    mailbox.tell({ conversation: told });
  }

  /** What follows from a change of the conversations. */
  function settle(): void {
    const count = unseen(all());
    if (count > 0 && watched && document.visibilityState !== 'hidden') see();
    else if (known) mailbox.take(count);
    changed.tell();
  }

  function see(): void {
    for (const conversation of all()) {
      if (unseen([conversation]) === 0) continue;
      const count = conversation.messages.length;
      conversations.set(conversation.id, { ...conversation, readCount: count });
      void api.post(`/v1/conversations/${conversation.id}/read`, { count }, { tries: 2 });
    }
    mailbox.tell({ read: true });
  }

  async function load(): Promise<void> {
    const answer = await api.get(`/v1/conversations?site=${encodeURIComponent(site)}`);
    const told = answer.ok
      ? (answer.body as Partial<VisitorConversationsResponse> | undefined)?.conversations
      : undefined;
    if (!Array.isArray(told)) return;
    known = true;
    told.forEach(take);
    settle();
  }

  /** Sends one; false: the rest has to wait. */
  async function deliver(message: Outgoing): Promise<boolean> {
    const way = message.way ?? wayOf(all(), mailbox.engagements());
    const { key, text } = message;
    const { conversation, engagement } = way;
    if (!message.way) replace(key, { way });
    const visit = context.visit() ?? '';
    const answer = conversation
      ? await api.post(`/v1/conversations/${conversation}/messages`, { text }, { key, tries: SEND_TRIES })
      : await api.post(
          '/v1/conversations',
          { visit, text, pageUrl: location.href.slice(0, 2048), ...(engagement ? { engagement } : {}) },
          { key, tries: SEND_TRIES },
        );
    if (!answer.ok) {
      if (answer.final && (conversation || engagement) && /^4(04|09|10)$/.test(String(answer.status))) {
        // What it was to join is over: it starts a conversation of its own, as another request.
        replace(key, { key: unique(world), way: {} });
        return true;
      }
      replace(key, { failed: answer.final ? 'refused' : 'lost' });
      return answer.final === true;
    }
    if (conversation) {
      const old = conversations.get(conversation);
      const sent = answer.body as VisitorMessage | undefined;
      if (sent && old && !old.messages.some(({ id }) => id === sent.id))
        take({ ...old, messages: [...old.messages, sent] });
    } else {
      const started = answer.body as VisitorConversation;
      take(started);
      if (engagement) mailbox.tell({ step: 'answered', of: engagement });
      context.emit('conversation', { conversation: started.id, engagement: engagement ?? null });
    }
    edit((messages) => messages.filter((kept) => kept.key !== key));
    return true;
  }

  /** Sends what is to be sent, in order, in one tab at a time. */
  async function pump(): Promise<void> {
    if (pumping || world.ended.aborted) return;
    pumping = true;
    await exclusively(world, store.key('send'), async () => {
      if (!known) await load();
      for (let next = following(); next && !world.ended.aborted; next = following()) {
        if (!known) edit((messages) => messages.map((kept) => ({ ...kept, failed: 'lost' })));
        else if (!(await deliver(next))) break;
      }
    });
    pumping = false;
    if (outgoing().some(({ failed }) => failed === 'lost')) world.clock.wait(TRY_AGAIN, retryLost);
  }
  const following = (): Outgoing | undefined => outgoing().find(({ failed }) => !failed);

  /** What was lost is tried again by itself; what was refused only if the visitor says so. */
  const retryLost = (): void => {
    if (outgoing().length === 0) return;
    edit((messages) =>
      messages.map(({ failed, ...kept }) => (failed === 'refused' ? { ...kept, failed } : kept)),
    );
    void pump();
  };

  listen(world, window, 'storage', (event) => {
    if ((event as StorageEvent).key === store.key(OUTGOING)) changed.tell();
  });
  listen(world, window, 'online', retryLost);
  listen(world, document, 'visibilitychange', settle);
  mailbox.changed.on((news) => {
    if (!news) return;
    if ('conversation' in news) take(news.conversation);
    if ('read' in news)
      all().forEach((each) => conversations.set(each.id, { ...each, readCount: each.messages.length }));
    changed.tell();
  });

  void load().then(retryLost);

  return {
    changed,
    loaded: () => known,
    entries: () => threadEntries(all(), mailbox.engagements(), outgoing()),
    send(text) {
      const writtenAt = new Date(world.clock.now()).toISOString();
      edit((messages) => [...messages, { key: unique(world), text, writtenAt }]);
      void pump();
    },
    retry(key) {
      edit((messages) =>
        messages.map(({ failed, ...kept }) => (failed && kept.key !== key ? { ...kept, failed } : kept)),
      );
      void pump();
    },
    watch() {
      watched = true;
      settle();
      return () => (watched = false);
    },
  };
}

function parse(text: string): VisitorConversation | undefined {
  try {
    const told = JSON.parse(text) as Partial<VisitorConversation> | null;
    return told?.id && Array.isArray(told.messages) ? (told as VisitorConversation) : undefined;
  } catch {
    return undefined;
  }
}
