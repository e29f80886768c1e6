import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enterPage, isOver, newVisit, showTab, TAB_SILENCE, timeOnSite } from './visit-record';

const START = 1_700_000_000_000;

describe('a visit', () => {
  it('ends after the idle time without activity, or after the longest time in any case', () => {
    const visit = { ...newVisit('k', 0, ''), idle: 1000, max: 5000 };
    expect(isOver(visit, 999)).toBe(false);
    expect(isOver(visit, 1000)).toBe(true);
    visit.active = 4900;
    expect(isOver(visit, 4999)).toBe(false);
    expect(isOver(visit, 5000)).toBe(true);
  });

  it('counts page views, and entries by page', () => {
    const visit = newVisit('k', 0, '');
    for (const page of ['https://a/', 'https://b/', 'https://a/']) enterPage(visit, page);
    expect(visit.views).toBe(3);
    expect(visit.entries).toEqual({ 'https://a/': 2, 'https://b/': 1 });
  });

  it('counts a time in which several tabs are visible once (against a second-by-second count)', () => {
    const steps = fc.array(
      fc.record({
        tab: fc.constantFrom('a', 'b', 'c'),
        visible: fc.boolean(),
        wait: fc.integer({ min: 0, max: 20 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(steps, (sequence) => {
        let now = START;
        const visit = newVisit('k', now, '');
        const visible = new Set<string>();
        let expected = 0;
        for (const step of sequence) {
          for (let second = 0; second < step.wait; second++) {
            now += 1000;
            if (visible.size > 0) expected += 1000;
            for (const tab of visible) if (second % 10 === 0) showTab(visit, tab, true, now);
          }
          showTab(visit, step.tab, step.visible, now);
          if (step.visible) visible.add(step.tab);
          else visible.delete(step.tab);
        }
        // Whoever asks is visible.
        showTab(visit, 'asks', true, now);
        expect(timeOnSite(visit, now)).toBe(expected);
      }),
    );
  });

  it('credits a tab that vanished until it was last heard of', () => {
    const visit = newVisit('k', START, '');
    showTab(visit, 'crashed', true, START);
    showTab(visit, 'crashed', true, START + 10_000);
    const later = START + 10_000 + TAB_SILENCE + 60_000;
    showTab(visit, 'next', true, later);
    expect(timeOnSite(visit, later + 5000)).toBe(15_000);
  });

  it('never goes back when the clock does', () => {
    const visit = newVisit('k', 100_000, '');
    showTab(visit, 'a', true, 100_000);
    showTab(visit, 'a', true, 105_000);
    showTab(visit, 'a', true, 1000);
    expect(timeOnSite(visit, 2000)).toBe(6000);
  });
});
