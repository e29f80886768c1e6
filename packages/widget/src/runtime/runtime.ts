import type { ClaimResponse, Residue, StartVisitResponse, WidgetSettings } from '@beckon/protocol';
import { createStage } from '../tracker/stage';
import { createTracker, type Facts } from '../tracker/tracker';
import { createApi, type VisitorKey } from '../transport/api';
import type { Context } from './context';
import type { BrowserModules } from '../modules/browser-modules';
import { AFTER_FAILURE, type Attempt, createJudge } from './judge';
import { createMailbox } from './mailbox';
import { createOutbox } from './outbox';
import { createPresenter } from './presenter';
import { createSession, VISITOR } from './session';
import { openStore } from './store';
import { type Cancel, listen, unique, type World } from './world';

export interface RuntimeOptions {
  readonly site: string;
  /** Where Beckon's server is: `https://beckon.example`. */
  readonly host: string;
  readonly nonce?: string;
  readonly emit: Context['emit'];
  /** Facts that the page gave. */
  readonly pageFacts: () => Facts;
}

/** Everything at work on one page, until the world ends. */
export interface Runtime {
  page(): void;
  /** The page's facts have changed. */
  factsChanged(): void;
  open(): void;
  close(): void;
  /** What `debug` reports on. */
  state(): { readonly facts: Facts; readonly residue: Residue | undefined; readonly visit: string | undefined };
}

/** ms after a change of page within a document in which frameworks set the title and draw. */
const SETTLING = 100;
/** ms in which it has come round that another tab has the stage. */
const STAGE_TAKEN = 1000;
/** The claim is worth nothing later: the server's lease. */
const CLAIM_TRIES = 4;

const prefixOf = (site: string): string => `beckon:${site}:`;

/** Removes all that is kept in the browser for a site. */
export function forget(world: World, site: string): void {
  for (const area of [world.local, world.session]) openStore(prefixOf(site), area).clear();
}

export function startRuntime(world: World, options: RuntimeOptions): Runtime {
  const { site, emit } = options;
  const prefix = prefixOf(site);
  const store = openStore(prefix, world.local);
  const session = openStore(prefix, world.session);
  const api = createApi(world, options.host, () => store.read<VisitorKey>(VISITOR));
  /** What browser modules of plugins found out. */
  const found: Facts = {};
  const tracker = createTracker(world, store, () => ({ ...options.pageFacts(), ...found }));
  const mailbox = createMailbox(world, `${prefix}news`);
  const outbox = createOutbox(world, store, api, site);
  let settings: WidgetSettings | undefined;
  let wanted = false;
  let cancelSettling: Cancel = () => undefined;

  const context: Context = {
    world,
    site,
    api,
    store,
    session,
    mailbox,
    emit,
    nonce: options.nonce ?? '',
    settings: () => settings,
    visit: () => tracker.visit()?.id,
  };
  const stage = createStage(world, store);
  const presenter = createPresenter({
    context,
    send: outbox.add,
    occupied(by) {
      if (by === 'messenger') stage.occupy();
      if (by === 'nobody') {
        stage.leave();
        judge.consider();
      }
    },
  });

  /** Claims, looks again, and shows. Nothing pops up unless all still holds when the server has answered. */
  async function attempt(rule: Residue['rules'][number], facts: Facts, residue: Residue): Promise<Attempt> {
    const visit = tracker.visit()?.id;
    const view = tracker.pageView();
    const moved = (): boolean => world.ended.aborted || view !== tracker.pageView();
    if (!visit) return { is: 'later', after: AFTER_FAILURE };
    if (!(await stage.take())) return { is: 'later', after: STAGE_TAKEN };
    const request = { site, visit, rule: rule.id, revision: residue.revision, facts };
    const answer = await api.post('/v1/engagements', request, { key: unique(world), tries: CLAIM_TRIES, unless: moved });
    const claim = answer.ok ? (answer.body as ClaimResponse | undefined) : undefined;
    const result = ((): Attempt => {
      if (!claim?.residue?.rules) {
        // The server no longer knows the visit: ask where we stand.
        if (!answer.ok && answer.final) void visits.ask();
        return { is: 'later', after: moved() ? 0 : AFTER_FAILURE };
      }
      const holds = !moved() && tracker.present() && !presenter.busy() && judge.matches(rule);
      take(claim.residue);
      if (!claim.granted) return claim.reason === 'busy' ? { is: 'later', after: claim.retryAfter ?? AFTER_FAILURE } : { is: 'refused' };
      if (!holds) return { is: 'later', after: 0 };
      const { id, from, message } = claim.engagement;
      presenter.show({ id, from, message, deliveredAt: new Date(world.clock.now()).toISOString(), opened: false });
      void tracker.change((same) => (same.engaged = true));
      return { is: 'shown' };
    })();
    if (result.is !== 'shown' && !presenter.busy()) stage.leave();
    return result;
  }

  const judge = createJudge({
    clock: world.clock,
    tracker,
    blocked: () => (settings && !presenter.busy() ? stage.wait() : Infinity),
    ask: () => void visits.ask(),
    attempt,
  });

  const visits = createSession(world, store, api, tracker, site, (answer: StartVisitResponse) => {
    const first = !settings;
    settings = answer.settings;
    mailbox.take(answer.unreadMessages, answer.unread);
    presenter.refresh(answer.conversations);
    if (first) {
      emit('ready', {});
      if (wanted) presenter.open();
      else presenter.restore();
    }
    take(answer.residue);
  });

  let modules: Promise<BrowserModules> | undefined;
  const tellFact = (key: string, value: Facts[string]): void => {
    found[key] = value;
    judge.consider();
  };

  function take(residue: Residue): void {
    watchTitle(residue);
    if (modules ?? residue.modules?.length) {
      modules ??= import('../modules/browser-modules').then(({ createBrowserModules }) => createBrowserModules(world.ended, tellFact));
      // What could not be loaded is tried again with the next residue.
      modules.then((running) => running.use(residue)).catch(() => (modules = undefined));
    }
    judge.use(residue);
  }

  /** A title that frameworks set late is a fact that changed. */
  let titleWatched = false;
  function watchTitle(residue: Residue): void {
    if (titleWatched || !residue.criteria.some(({ fact }) => fact === 'pageTitle')) return;
    titleWatched = true;
    const observer = new MutationObserver(judge.consider);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    world.ended.addEventListener('abort', () => observer.disconnect());
  }

  tracker.moments.on((moment) => {
    if (moment === 'left') {
      cancelSettling();
      presenter.leave();
      modules?.then((running) => running.restart()).catch(() => undefined);
    }
    if (moment === 'entered' || moment === 'active') visits.noticed();
    if (moment === 'entered') {
      presenter.refresh(0);
      cancelSettling = world.clock.after(SETTLING, judge.consider);
    } else if (moment !== 'active') judge.consider();
  });
  listen(world, window, 'online', outbox.flush);

  // The acknowledgement of what happened on the page before comes first, so that the answer knows of it.
  void tracker
    .start()
    .then(outbox.flush)
    .then(visits.ask);

  return {
    page: tracker.enter,
    factsChanged: judge.consider,
    open() {
      wanted = true;
      if (settings) presenter.open();
    },
    close() {
      wanted = false;
      presenter.close();
    },
    state: () => ({ facts: tracker.facts(), residue: judge.residue(), visit: tracker.visit()?.id }),
  };
}
