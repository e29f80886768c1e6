// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../runtime/store';
import { memoryStorage, settle, testWorld } from '../testing/world';
import { pageAddress } from './page-address';
import { createTracker, type Moment, type Tracker } from './tracker';

const MINUTE = 60_000;
let hidden = false;
Object.defineProperty(document, 'hidden', { get: () => hidden });
function show(visible: boolean): void {
  hidden = !visible;
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('the tracker', () => {
  let local: Storage;
  let time: ReturnType<typeof testWorld>;
  let tracker: Tracker;
  let moments: Moment[];
  const open = (): Tracker =>
    createTracker(time.world, openStore('t:', time.world.local), { 'page/plan': 'pro' }, (moment) =>
      moments.push(moment),
    );
  const act = async (): Promise<void> => {
    window.dispatchEvent(new Event('pointerdown'));
    await settle();
  };

  beforeEach(async () => {
    hidden = false;
    (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(
      'https://shop.test/a?x=1',
    );
    local = memoryStorage();
    time = testWorld({ local });
    moments = [];
    tracker = open();
    await tracker.start();
  });
  afterEach(() => time.end());

  it('counts each change of path or query, and of a route in the fragment, as a page view', async () => {
    for (const address of ['/a?x=2', '/a?x=2#top', '/b', '/b#/route', '/b#/route?q=1', '/a']) {
      history.pushState(null, '', address);
      await settle();
    }
    expect(tracker.facts()).toMatchObject({ pagesViewed: 6, pageVisits: 3, pageUrl: 'https://shop.test/a' });
    history.replaceState(null, '', '/a');
    await settle();
    expect(tracker.facts()['pagesViewed']).toBe(6);
  });

  it('measures the time in which the page and the site were visible', async () => {
    time.pass(10_000);
    show(false);
    time.pass(MINUTE);
    show(true);
    time.pass(5000);
    expect(tracker.facts()).toMatchObject({ timeOnPage: 15, timeOnSite: 0.25 });
    history.pushState(null, '', '/b');
    await settle();
    time.pass(5000);
    expect(tracker.facts()['timeOnPage']).toBe(5);
    expect(tracker.facts()['timeOnSite']).toBeCloseTo(20 / 60, 9);
  });

  it('counts on where the clock was set back', () => {
    time.pass(5000);
    time.setClock(time.world.clock.now() - 60 * MINUTE);
    expect(tracker.facts()['timeOnPage']).toBe(0);
    time.pass(15_000);
    expect(tracker.facts()).toMatchObject({ timeOnPage: 15, pagesViewed: 1 });
  });

  it('ends the visit after half an hour without activity; the next activity begins a new one with a new page view', async () => {
    history.pushState(null, '', '/b');
    await settle();
    const before = tracker.visit()?.key;
    time.pass(29 * MINUTE);
    await act();
    time.pass(29 * MINUTE);
    expect(tracker.present()).toBe(true);
    time.pass(2 * MINUTE);
    expect(tracker.present()).toBe(false);
    moments.length = 0;
    await act();
    expect(tracker.visit()?.key).not.toBe(before);
    expect(tracker.facts()).toMatchObject({
      pagesViewed: 1,
      pageVisits: 1,
      timeOnPage: 0,
      engagedThisVisit: false,
      referrerUrl: '',
    });
    expect(moments).toEqual(['left', 'entered']);
  });

  it('shares one visit between tabs, and enters it in the other tab too when it is renewed', async () => {
    const other = open();
    await other.start();
    expect(other.facts()['pagesViewed']).toBe(2);
    expect(tracker.facts()['pageVisits']).toBe(2);
    await other.change((visit) => (visit.engaged = true));
    expect(tracker.facts()['engagedThisVisit']).toBe(true);
    await other.renew('01J');
    expect(tracker.present()).toBe(false);
    time.pass(2000);
    await act();
    expect(tracker.facts()).toMatchObject({ pagesViewed: 2, engagedThisVisit: false });
  });

  it('lays what it knows itself over the facts of the page', () => {
    expect(tracker.facts()).toMatchObject({ 'page/plan': 'pro', pageUrl: 'https://shop.test/a?x=1' });
  });

  it('counts a page view by hand, but not twice in a moment', async () => {
    tracker.enter();
    await settle();
    expect(tracker.facts()['pagesViewed']).toBe(1);
    time.pass(2000);
    tracker.enter();
    await settle();
    expect(tracker.facts()['pagesViewed']).toBe(2);
  });

  it('counts a page view where the page comes back out of the cache of pages left', async () => {
    time.pass(5000);
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    await settle();
    expect(tracker.facts()['pagesViewed']).toBe(1);
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await settle();
    expect(tracker.facts()).toMatchObject({ pagesViewed: 2, pageVisits: 2, timeOnPage: 0 });
  });

  it('leaves history as it was, and alone what was wrapped around it', () => {
    moments.length = 0;
    const ours = history.pushState;
    const theirs = function (this: History, ...entry: Parameters<History['pushState']>): void {
      ours.apply(this, entry);
    };
    history.pushState = theirs;
    time.end();
    expect(history.pushState).toBe(theirs);
    history.pushState(null, '', '/later');
    expect(moments).not.toContain('left');
    history.pushState = ours;
  });

  it('begins anew where what is stored is not of ours', async () => {
    for (const stored of [
      '{}',
      '[]',
      '5',
      '"x"',
      '{"key":"k","entries":{}}',
      '{"entries":{},"tabs":{}}',
      '{',
    ]) {
      local.setItem('t:visit', stored);
      const page = open();
      await page.start();
      expect(page.facts(), stored).toMatchObject({ pagesViewed: 1, pageVisits: 1 });
    }
  });

  it('works where storage is blocked', async () => {
    const blocked = createTracker(
      time.world,
      openStore('t:', () => {
        throw new Error('blocked');
      }),
      {},
      () => undefined,
    );
    await blocked.start();
    expect(blocked.facts()).toMatchObject({ pagesViewed: 1, pageVisits: 1 });
  });
});

it('tells pages apart by path and query, and by a fragment that is a route', () => {
  const key = (url: string) => pageAddress(new URL(url)).key;
  expect(key('https://s.test/a#b')).toBe(key('https://s.test/a'));
  expect(key('https://s.test/#!/b')).not.toBe(key('https://s.test/'));
  expect(pageAddress(new URL('https://s.test/a?x#/r?q')).page).toBe('https://s.test/a#/r');
});
