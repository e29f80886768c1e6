import type { Store } from '../runtime/store';
import { type Cancel, exclusively, listen, unique, type World } from '../runtime/world';
import { type PageAddress, pageAddress } from './page-address';
import { enterPage, isOver, newVisit, showTab, timeOnSite, type VisitRecord } from './visit-record';
import { watchHistory } from './watch-history';

export type FactValue = string | number | boolean | null;
export type Facts = Record<string, FactValue | undefined>;

/**
 * - `left`: the page is another one from now on; told at once
 * - `entered`: its page view is counted
 * - `active`: the visitor did something; once a second at most
 * - `changed`: the tab was shown or hidden, or another tab changed what is stored
 */
export type Moment = 'left' | 'entered' | 'active' | 'changed';

/** Watches what a visitor does in this tab and keeps the visit that all tabs share. */
export interface Tracker {
  /** Counts the first page view, then watches. */
  start(): Promise<void>;
  /** All that the browser knows now, by fact key. */
  facts(): Facts;
  visit(): VisitRecord | undefined;
  /** Which page view of this tab it is; grows with each. */
  pageView(): number;
  /** Is somebody here: the tab visible, the visit not over, and this page part of it? */
  present(): boolean;
  /** Changes the shared visit; other tabs do not come between. */
  change(edit: (visit: VisitRecord, now: number) => void): Promise<void>;
  /** Counts a page view although the address did not change; not twice within a second of seeing it. */
  enter(): void;
  /** The server has begun a new visit, by this id: counters start anew with this page. */
  renew(id: string): Promise<void>;
}

const VISIT = 'visit';
const HEARTBEAT = 10_000;
/** Activity is noted once in so many ms. */
const NOTE_EVERY = 1000;
const MAX_FACT_LENGTH = 2048;

/** @param given facts that it does not find out itself; they change in place */
export function createTracker(
  world: World,
  store: Store,
  given: Facts,
  tell: (moment: Moment) => void,
): Tracker {
  const { clock } = world;
  const { now } = clock;
  const tab = unique(world);
  let stopBeat: Cancel | undefined;
  let address: PageAddress;
  let pageView = 0;
  /** The visit that this page view was counted in. */
  let countedIn = '';
  let entering = false;
  /** Visible time of the page view up to `since`; `since` is 0 while hidden. */
  let onPage = 0;
  let since = 0;
  let notedAt = 0;

  const visible = (): boolean => !document.hidden;
  const visit = (): VisitRecord | undefined => {
    const kept = store.kept<VisitRecord>(VISIT);
    // What is no record of ours is as none, or nothing would ever work again in this browser.
    return kept?.entries && kept.tabs ? kept : undefined;
  };
  const visibleFor = (): number => {
    // A clock that was set back counts on from there.
    since = Math.min(since, now());
    return onPage + (since && now() - since);
  };
  /** The visit that this page view counts in, unless it is over. */
  const current = (): VisitRecord | undefined => {
    const record = visit();
    return record && record.key === countedIn && !isOver(record, now()) ? record : undefined;
  };
  const edit = (change: (visit: VisitRecord, now: number) => void): void => {
    const record = visit();
    if (!record) return;
    change(record, now());
    store.write(VISIT, record);
  };
  const locked = (work: () => void): Promise<void> =>
    exclusively(world, store.key(VISIT), async () => work());
  const change: Tracker['change'] = (changes) => locked(() => edit(changes));
  const show = (record: VisitRecord): void => showTab(record, tab, visible(), now());

  const count = async (renewed?: string): Promise<void> => {
    entering = true;
    notedAt = now();
    address = pageAddress(location);
    onPage = 0;
    since = visible() ? notedAt : 0;
    const referrer = pageView++ ? '' : externalReferrer();
    tell('left');
    await locked(() => {
      const old = visit();
      const record = old && !isOver(old, now()) && !renewed ? old : newVisit(unique(world), now(), referrer);
      if (renewed) record.id = renewed;
      record.active = now();
      enterPage(record, address.page);
      show(record);
      countedIn = record.key;
      store.write(VISIT, record);
    });
    entering = false;
    tell('entered');
  };

  const moved = (): void => {
    if (pageAddress(location).key !== address.key) void count();
  };

  /** After the end of a visit, in whichever tab it was noticed, the next activity enters the page anew. */
  const act = (): void => {
    if (entering || Math.abs(now() - notedAt) < NOTE_EVERY) return;
    notedAt = now();
    if (!current()) return void count();
    void change((record, at) => (record.active = Math.max(record.active, at)));
    tell('active');
  };

  const beat = (): void => {
    stopBeat?.();
    if (!visible()) return;
    stopBeat = clock.wait(HEARTBEAT, () => {
      void change(show);
      beat();
    });
  };

  /** Synchronous, since the page may be going away. */
  const showed = (): void => {
    onPage = visibleFor();
    since = visible() ? now() : 0;
    edit(show);
    beat();
    if (since) act();
    tell('changed');
  };

  return {
    visit,
    change,
    pageView: () => pageView,
    enter() {
      if (!entering && visibleFor() >= NOTE_EVERY) void count();
    },
    present: () => visible() && !entering && !world.ended.aborted && Boolean(current()),
    renew: count,
    start() {
      const counted = count();
      listen(world, document, 'visibilitychange', showed);
      listen(world, window, 'pointerdown pointermove keydown scroll', act);
      listen(world, window, 'pageshow', (event) => {
        if ((event as PageTransitionEvent).persisted) void count();
      });
      listen(world, window, 'storage', () => tell('changed'));
      watchHistory(world, moved);
      beat();
      return counted;
    },
    facts() {
      const record = visit();
      return {
        ...given,
        pageUrl: location.href.slice(0, MAX_FACT_LENGTH),
        pageTitle: document.title.slice(0, MAX_FACT_LENGTH),
        browserLanguage: navigator.languages[0],
        referrerUrl: record?.referrer,
        pagesViewed: record?.views,
        pageVisits: record?.entries[address.page],
        timeOnPage: visibleFor() / 1000,
        timeOnSite: record && timeOnSite(record, now()) / 60_000,
        engagedThisVisit: record?.engaged,
      };
    },
  };
}

/** The page outside the site that led here; empty if there is none. */
function externalReferrer(): string {
  const { referrer } = document;
  return referrer.startsWith(`${location.origin}/`) ? '' : referrer.slice(0, MAX_FACT_LENGTH);
}
