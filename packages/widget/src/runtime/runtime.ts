import type { ClaimResponse, Residue, WidgetSettings } from '@beckon/protocol';
import { createStage } from '../tracker/stage';
import { createTracker, type Facts, type Tracker } from '../tracker/tracker';
import { createApi, type VisitorKey } from '../transport/api';
import type { Watchers } from '../watchers/watchers';
import type { Context } from './context';
import { AFTER_FAILURE, type Attempt, createJudge, type Judge, REFUSED } from './judge';
import { createMailbox } from './mailbox';
import { createOutbox } from './outbox';
import { createPresenter } from './presenter';
import { createSession, VISITOR } from './session';
import { openStore } from './store';
import { OPEN, type Presenter } from './view';
import { listen, type World } from './world';

export interface RuntimeOptions {
  readonly site: string;
  /** Where Beckon's server is: `https://beckon.example`. */
  readonly host: string;
  readonly nonce: string;
  readonly emit: Context['emit'];
  /** Facts that the tracker does not find out itself: of the page and of plugins. They change in place. */
  readonly given: Facts;
}

/** Everything at work on one page, until the world ends. */
export interface Runtime {
  readonly tracker: Tracker;
  readonly judge: Judge;
  readonly presenter: Presenter;
  /** The page wants the messenger open, though the server may not have answered yet. */
  wanted: boolean;
}

/** ms after a change of page within a document in which frameworks set the title and draw. */
const SETTLING = 100;
/** ms in which it has come round that another tab has the stage. */
const STAGE_TAKEN = 1000;
/** Criteria that the ordinary parts do not suffice for: the title is watched, dates and cities are read apart. */
const RARE = /pageTitle|\b(date|city)\b/;
/** The claim is worth nothing later: the server's lease. */
const CLAIM_TRIES = 4;

const stores = (world: World, site: string) =>
  [world.local, world.session].map((area) => openStore(`beckon:${site}:`, area)) as [
    local: Store,
    session: Store,
  ];
type Store = ReturnType<typeof openStore>;

/** Removes all that is kept in the browser for a site. */
export function forget(world: World, site: string): void {
  for (const store of stores(world, site)) store.clear();
}

export function startRuntime(world: World, { site, host, nonce, emit, given }: RuntimeOptions): Runtime {
  const { clock } = world;
  const [store, session] = stores(world, site);
  const api = createApi(world, host, site, () => store.kept<VisitorKey>(VISITOR));
  const mailbox = createMailbox(world, store.key('news'));
  const outbox = createOutbox(world, store, api);
  const stage = createStage(world, store);
  let settings: WidgetSettings | undefined;
  let watchers: Promise<Watchers | undefined> | undefined;

  const tracker = createTracker(world, store, given, (moment) => {
    if (moment === 'left') {
      presenter.leave();
      void watchers?.then((running) => running?.restart());
    } else if (moment !== 'changed') visits.noticed();
    if (moment === 'entered') {
      presenter.draw();
      if (presenter.opened) stage.occupy();
      clock.wait(SETTLING, judge.consider);
    } else if (moment === 'changed') judge.consider();
  });
  const visitId = (): string | undefined => tracker.visit()?.id;

  const context: Context = {
    world,
    site,
    nonce,
    api,
    store,
    session,
    mailbox,
    emit,
    settings: () => settings,
    visit: visitId,
  };
  const presenter = createPresenter(context, stage, outbox.add, () => judge.consider());

  /** Claims, looks again, and shows. Nothing pops up unless all still holds when the server has answered. */
  async function attempt(
    rule: Residue['rules'][number],
    facts: Facts,
    { revision }: Residue,
  ): Promise<Attempt> {
    const visit = visitId();
    const view = tracker.pageView();
    const moved = (): boolean => view !== tracker.pageView();
    if (!visit) return AFTER_FAILURE;
    if (!(await stage.take())) return STAGE_TAKEN;
    try {
      const answer = await api.post(
        '/v1/engagements',
        { visit, rule: rule.id, revision, facts },
        { tries: CLAIM_TRIES, unless: moved },
      );
      const claim = answer.body as ClaimResponse | undefined;
      if (!claim?.residue?.rules) {
        // The server no longer knows the visit: ask where we stand.
        if (answer.final) visits.ask();
        return moved() ? 0 : AFTER_FAILURE;
      }
      const holds = !moved() && tracker.present() && !presenter.busy() && judge.holds(rule.when);
      take(claim.residue);
      if (!claim.granted) return claim.reason === 'busy' ? (claim.retryAfter ?? AFTER_FAILURE) : REFUSED;
      if (holds) {
        presenter.show({
          ...claim.engagement,
          deliveredAt: new Date(clock.now()).toISOString(),
          opened: false,
        });
        void tracker.change((same) => (same.engaged = true));
      }
      return 0;
    } finally {
      if (!presenter.busy()) stage.leave();
    }
  }

  const judge = createJudge({
    clock,
    tracker,
    blocked: () => !settings || presenter.busy(),
    ask: () => visits.ask(),
    attempt,
  });

  const visits = createSession(world, store, api, tracker, (answer) => {
    const first = !settings;
    settings = answer.settings;
    mailbox.take(answer.unreadMessages, answer.unread);
    if (answer.conversations) presenter.door((door) => door.listen());
    if (first) {
      emit('ready', {});
      if (runtime.wanted) presenter.door((door) => door.open());
      else if (session.kept(OPEN)) presenter.door((door) => door.restore());
    }
    take(answer.residue);
  });

  function take(residue: Residue): void {
    const use = (running?: Watchers): void => {
      running?.use(residue);
      judge.use(residue, running?.read);
    };
    if (!watchers && !residue.modules?.[0] && !RARE.test(JSON.stringify(residue.criteria))) return use();
    watchers ??= import('../watchers/watchers').then(
      ({ createWatchers }) => createWatchers(world, given, judge.consider),
      () => (watchers = undefined),
    );
    // Where it cannot be loaded now, it is tried again with the next residue; what is claimed meanwhile the server judges.
    void watchers.then(use);
  }

  listen(world, window, 'online', outbox.flush);

  // The acknowledgement of what happened on the page before comes first, so that the answer knows of it.
  void tracker.start().then(outbox.flush).then(visits.ask);

  const runtime: Runtime = { tracker, judge, presenter, wanted: false };
  return runtime;
}
