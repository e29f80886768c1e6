/** A visit as all tabs of the browser share it. Times are ms since the epoch, spans are ms. */
export interface VisitRecord {
  /** Names the visit before the server does; another key is another visit. */
  key: string;
  /** The server's id, once told. */
  id?: string;
  began: number;
  /** Of the last activity. */
  active: number;
  /** Span without activity after which it is over. */
  idle: number;
  /** Span after which it is over in any case. */
  max: number;
  /** Page views. */
  views: number;
  /** Entries by page (origin and path). */
  entries: Record<string, number>;
  referrer: string;
  /** A message was delivered in it. */
  engaged: boolean;
  /** Visible time of the site up to `mark`. */
  onSite: number;
  mark: number;
  /** The tabs that are visible, and when each last said so. */
  tabs: Record<string, number>;
}

/** A tab that has not been heard of for so long is taken to be gone. */
export const TAB_SILENCE = 30_000;
const MINUTES = 60_000;

/** Its limits are as usual until the server tells others. */
export function newVisit(key: string, now: number, referrer: string): VisitRecord {
  return {
    key,
    began: now,
    active: now,
    idle: 30 * MINUTES,
    max: 24 * 60 * MINUTES,
    views: 0,
    entries: {},
    referrer,
    engaged: false,
    onSite: 0,
    mark: now,
    tabs: {},
  };
}

/** Has the visit ended: too long without activity, or too long in all? What is no record of ours has, too. */
export function isOver(visit: VisitRecord, now: number): boolean {
  return !(now - visit.active < visit.idle && now - visit.began < visit.max);
}

/** Counts an entry to a page (origin and path). */
export function enterPage(visit: VisitRecord, page: string): void {
  visit.views++;
  visit.entries[page] = (visit.entries[page] ?? 0) + 1;
}

/**
 * Credits the time since `mark` in which any tab was visible: the union over tabs, since every coming and going settles.
 * Tabs that vanished without a word are credited until they were last heard of.
 */
function settle(visit: VisitRecord, now: number): void {
  const last = Math.max(0, ...Object.values(visit.tabs));
  visit.onSite += Math.max(0, (now - last > TAB_SILENCE ? last : now) - visit.mark);
  visit.mark = now;
  for (const tab in visit.tabs) if (now - (visit.tabs[tab] as number) > TAB_SILENCE) delete visit.tabs[tab];
}

/** The tab says that it is (still) visible, or not any more. */
export function showTab(visit: VisitRecord, tab: string, visible: boolean, now: number): void {
  // It was visible until now: it says so itself, however long its timers slept.
  if (visit.tabs[tab]) visit.tabs[tab] = now;
  settle(visit, now);
  if (visible) visit.tabs[tab] = now;
  else delete visit.tabs[tab];
}

/** ms for which the site has been visible in this visit, asked by a tab that is visible. */
export function timeOnSite(visit: VisitRecord, now: number): number {
  return visit.onSite + Math.max(0, now - visit.mark);
}
