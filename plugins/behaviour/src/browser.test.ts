// @vitest-environment happy-dom
import { type FactValue } from '@beckon/plugin';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import browser from './browser';

let facts: Record<string, FactValue | undefined> = {};
let stop = () => {};
const start = (...asked: string[]) => {
  stop = browser.start((key, value) => void (facts[key] = value), {
    asked: asked.map((key) => `behaviour/${key}`),
    settings: { cartAttribute: 'data-beckon-cart-value' },
  });
};

/** What happy-dom does not have: the test says what is in the window. */
let see: (selector: string, entry?: Partial<IntersectionObserverEntry>) => void = () => {};
const observed = new Set<Element>();
class FakeObserver {
  constructor(report: (entries: Partial<IntersectionObserverEntry>[]) => void) {
    see = (selector, entry = {}) => {
      const target = document.querySelector(selector);
      if (target && observed.has(target))
        report([
          {
            target,
            isIntersecting: true,
            intersectionRatio: 1,
            intersectionRect: new DOMRect(0, 0, 10, 10),
            ...entry,
          },
        ]);
    };
  }
  observe(element: Element) {
    observed.add(element);
  }
  disconnect() {
    observed.clear();
  }
}

beforeEach(() => {
  facts = {};
  document.body.innerHTML =
    '<button id="buy"><span>Buy</span></button><section id="prices"></section><i data-beckon-cart-value="129.90"></i>';
  vi.useFakeTimers();
  vi.stubGlobal('IntersectionObserver', FakeObserver);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('behaviour in the browser', () => {
  it('watches nothing that is not asked for', () => {
    start();
    document.querySelector('span')?.click();
    vi.advanceTimersByTime(5000);
    expect(facts).toEqual({});
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells how far the page was seen, and never goes back', () => {
    Object.defineProperty(document.documentElement, 'scrollHeight', { value: 4000, configurable: true });
    vi.stubGlobal('innerHeight', 1000);
    start('scrollDepth');
    expect(facts['behaviour/scrollDepth']).toBe(25);
    vi.stubGlobal('scrollY', 2000);
    window.dispatchEvent(new Event('scroll'));
    expect(facts['behaviour/scrollDepth']).toBe(75);
    vi.stubGlobal('scrollY', 0);
    window.dispatchEvent(new Event('scroll'));
    expect(facts['behaviour/scrollDepth']).toBe(75);
    vi.stubGlobal('scrollY', 9000);
    window.dispatchEvent(new Event('scroll'));
    expect(facts['behaviour/scrollDepth']).toBe(100);
  });

  it('tells that the pointer leaves at the top, not elsewhere', () => {
    start('exitIntent');
    const leave = (clientY: number, relatedTarget: Element | null) =>
      document.dispatchEvent(new MouseEvent('mouseout', { clientY, relatedTarget }));
    leave(300, null);
    leave(-1, document.body);
    expect(facts['behaviour/exitIntent']).toBe(false);
    leave(-1, null);
    expect(facts['behaviour/exitIntent']).toBe(true);
  });

  it('counts idle seconds while the page is visible', () => {
    start('idle');
    vi.advanceTimersByTime(3000);
    expect(facts['behaviour/idle']).toBe(3);
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    vi.advanceTimersByTime(3000);
    expect(facts['behaviour/idle']).toBe(3);
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
    window.dispatchEvent(new Event('keydown'));
    expect(facts['behaviour/idle']).toBe(0);
  });

  it('tells elements that were seen: half of them, or half a window of them; also those that come later', () => {
    vi.stubGlobal('innerHeight', 800);
    start('seen/#prices', 'seen/#later', 'seen/###');
    expect(facts).toEqual({
      'behaviour/seen/#prices': false,
      'behaviour/seen/#later': false,
      'behaviour/seen/###': false,
    });
    see('#prices', { intersectionRatio: 0.2 });
    expect(facts['behaviour/seen/#prices']).toBe(false);
    see('#prices', { intersectionRatio: 0.2, intersectionRect: new DOMRect(0, 0, 10, 400) });
    expect(facts['behaviour/seen/#prices']).toBe(true);
    document.body.insertAdjacentHTML('beforeend', '<p id="later"></p>');
    see('#later');
    expect(facts['behaviour/seen/#later']).toBe(false);
    vi.advanceTimersByTime(1000);
    see('#later');
    expect(facts['behaviour/seen/#later']).toBe(true);
  });

  it('tells elements that were clicked, also by what is in them', () => {
    start('clicked/#buy', 'clicked/section', 'clicked/[');
    document.querySelector('span')?.click();
    expect(facts).toEqual({
      'behaviour/clicked/#buy': true,
      'behaviour/clicked/section': false,
      'behaviour/clicked/[': false,
    });
  });

  it('follows the value of the cart; what is no number is unknown', () => {
    start('cartValue');
    expect(facts['behaviour/cartValue']).toBe(129.9);
    const cart = document.querySelector('i');
    cart?.setAttribute('data-beckon-cart-value', '0');
    vi.advanceTimersByTime(1000);
    expect(facts['behaviour/cartValue']).toBe(0);
    cart?.setAttribute('data-beckon-cart-value', 'empty');
    vi.advanceTimersByTime(1000);
    expect(facts['behaviour/cartValue']).toBeUndefined();
  });

  it('takes everything away when it is stopped', () => {
    start('idle', 'clicked/#buy', 'seen/#prices', 'scrollDepth', 'exitIntent', 'cartValue');
    stop();
    const before = { ...facts };
    document.querySelector('span')?.click();
    document.dispatchEvent(new MouseEvent('mouseout', { clientY: -1, relatedTarget: null }));
    vi.advanceTimersByTime(5000);
    expect(facts).toEqual(before);
    expect([vi.getTimerCount(), observed.size]).toEqual([0, 0]);
  });
});
