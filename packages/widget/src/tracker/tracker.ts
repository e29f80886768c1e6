import type { Store } from '../runtime/store';
import { type Cancel, exclusively, listen, type Signal, signal, unique, type World } from '../runtime/world';
import { type PageAddress, pageAddress } from './page-address';
import { enterPage, isOver, newVisit, showTab, timeOnSite, type VisitRecord } from './visit-record';
import { watchHistory } from './watch-history';

export type FactValue = string | number | boolean | null;
export type Facts = Record<string, FactValue | undefined>;

/** Laid over facts, it takes those away that move by themselves as time passes. */
export const stilled = { timeOnPage: undefined, timeOnSite: undefined };

/**
 * - `left`: the page is another one from now on; told at once
 * - `entered`: its page view is counted
 * - `turned`: the tab was shown or hidden
 * - `active`: the visitor did something; once a second at most
 * - `shared`: another tab changed what is stored
 */
export type Moment = 'left' | 'entered' | 'turned' | 'active' | 'shared';

/** Watches what a visitor does in this tab and keeps the visit that all tabs share. */
export interface Tracker {
  readonly moments: Signal<Moment>;
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
  /** Counts a page view although the address did not change; not twice within a second. */
  enter(): void;
  /** The server has begun a new visit, by this id: counters start anew with this page. */
  renew(id: string): Promise<void>;
}

const VISIT = 'visit';
const HEARTBEAT = 10_000;
/** Activity is noted once in so many ms. */
const NOTE_EVERY = 1000;
const MAX_FACT_LENGTH = 2048;

export function createTracker(world: World, store: Store, pageFacts: () => Facts): Tracker {
  const { clock } = world;
  const tab = unique(world);
  const moments = signal<Moment>();
  let stopBeat: Cancel = () => undefined;
  let address: PageAddress = pageAddress(location);
  let pageView = 0;
  let enteredAt = 0;
  /** The visit that this page view was counted in. */
  let countedIn = '';
  let entering = false;
  /** Visible time of the page view up to `since`; `since` is 0 while hidden. */
  let onPage = 0;
  let since = 0;
  let notedAt = 0;

  const visible = (): boolean => document.visibilityState !== 'hidden';
  const visit = (): VisitRecord | undefined => store.read<VisitRecord>(VISIT);
  const edit = (change: (visit: VisitRecord | undefined, now: number) => VisitRecord | undefined): void => {
    const changed = change(visit(), clock.now());
    if (changed) store.write(VISIT, changed);
  };
  const locked = (change: Parameters<typeof edit>[0]): Promise<void> => exclusively(world, store.key(VISIT), async () => edit(change));

  const count = async (first: boolean, renewed?: string): Promise<void> => {
    entering = true;
    pageView++;
    enteredAt = notedAt = clock.now();
    address = pageAddress(location);
    onPage = 0;
    since = visible() ? enteredAt : 0;
    moments.tell('left');
    await locked((old, now) => {
      const goesOn = old && !isOver(old, now) && !renewed;
      const current = goesOn ? old : newVisit(unique(world), now, first ? externalReferrer() : '', old);
      if (renewed) current.id = renewed;
      current.active = now;
      enterPage(current, address.page);
      showTab(current, tab, visible(), now);
      countedIn = current.key;
      return current;
    });
    entering = false;
    moments.tell('entered');
  };

  const moved = (): void => {
    if (pageAddress(location).key !== address.key) void count(false);
  };

  /** After the end of a visit, in whichever tab it was noticed, the next activity enters the page anew. */
  const act = (): void => {
    const now = clock.now();
    if (entering || Math.abs(now - notedAt) < NOTE_EVERY) return;
    notedAt = now;
    const current = visit();
    if (!current || isOver(current, now) || current.key !== countedIn) void count(false);
    else {
      void locked((same) => same && { ...same, active: Math.max(same.active, now) });
      moments.tell('active');
    }
  };

  const beat = (): void => {
    stopBeat();
    stopBeat = clock.after(HEARTBEAT, () => {
      void locked((same, now) => {
        if (same) showTab(same, tab, visible(), now);
        return same;
      });
      if (visible()) beat();
    });
  };

  /** Synchronous, since the page may be going away. */
  const showed = (): void => {
    const now = clock.now();
    const shown = visible();
    if (since > 0) onPage += Math.max(0, now - since);
    since = shown ? now : 0;
    edit((same) => {
      if (same) showTab(same, tab, shown, now);
      return same;
    });
    if (shown) {
      beat();
      act();
    } else stopBeat();
    moments.tell('turned');
  };

  return {
    moments,
    visit,
    pageView: () => pageView,
    change: (change) =>
      locked((current, now) => {
        if (current) change(current, now);
        return current;
      }),
    enter: () => {
      if (!entering && clock.now() - enteredAt >= NOTE_EVERY) void count(false);
    },
    present() {
      const current = visit();
      return visible() && !entering && current?.key === countedIn && !isOver(current, clock.now());
    },
    renew: (id) => count(false, id),
    async start() {
      listen(world, document, 'visibilitychange', showed);
      listen(world, window, 'pointerdown pointermove keydown scroll', act);
      listen(world, window, 'pageshow', (event) => {
        if ((event as PageTransitionEvent).persisted) void count(false);
      });
      listen(world, window, 'storage', () => moments.tell('shared'));
      watchHistory(world, moved);
      if (visible()) beat();
      await count(true);
    },
    facts() {
      const now = clock.now();
      const current = visit();
      const visibleFor = onPage + (since > 0 ? Math.max(0, now - since) : 0);
      return {
        ...pageFacts(),
        pageUrl: location.href.slice(0, MAX_FACT_LENGTH),
        pageTitle: document.title.slice(0, MAX_FACT_LENGTH),
        browserLanguage: navigator.languages?.[0] ?? navigator.language,
        referrerUrl: current?.referrer,
        pagesViewed: current?.views,
        pageVisits: current?.entries[address.page],
        timeOnPage: visibleFor / 1000,
        timeOnSite: current && timeOnSite(current, now) / 60_000,
        engagedThisVisit: current?.engaged,
      };
    },
  };
}

/** The page outside the site that led here; empty if there is none. */
function externalReferrer(): string {
  const referrer = document.referrer;
  return referrer.startsWith(`${location.origin}/`) ? '' : referrer.slice(0, MAX_FACT_LENGTH);
}
