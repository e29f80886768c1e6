// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPopup } from './render-popup';

const from = { kind: 'team', name: 'Sales' } as const;
const shadow = () => document.querySelector('[data-beckon=popup]')?.shadowRoot as ShadowRoot;
const query = <E extends HTMLElement>(selector: string) => shadow().querySelector(selector) as E;

describe('renderPopup', () => {
  beforeEach(() => document.body.replaceChildren());

  it('is a region named after the sender, with the message as text', () => {
    renderPopup(document.body, { from, message: 'Need a <b>hand</b>?' });
    // A section with a name is a region.
    expect(query('section').getAttribute('aria-label')).toBe('Message from Sales');
    expect(query('.message').textContent).toBe('Need a <b>hand</b>?');
    expect(query('.message').querySelector('b')).toBeNull();
  });

  it('tells a reply from the button and from the message itself, and a dismissal from the button and from Escape', () => {
    const onReply = vi.fn();
    const onDismiss = vi.fn();
    renderPopup(document.body, { from, message: 'Hello', onReply, onDismiss });
    query('.primary').click();
    query('.message').click();
    query('[aria-label=Dismiss]').click();
    query('.float').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(onReply).toHaveBeenCalledTimes(2);
    expect(onDismiss).toHaveBeenCalledTimes(2);
  });

  it('follows updates in place and goes when removed', () => {
    const popup = renderPopup(document.body, { from, message: 'One', place: 'inside' });
    const card = query('.float');
    popup.update({ message: 'Two', from: { kind: 'agent', name: 'Ada Lovelace' }, scheme: 'dark' });
    expect(query('.float')).toBe(card);
    expect(query('.message').textContent).toBe('Two');
    expect(query('.avatar').textContent).toBe('AL');
    popup.remove();
    popup.remove();
    expect(document.body.children.length).toBe(0);
  });

  it('makes links of web addresses only', async () => {
    renderPopup(document.body, { from, message: 'See https://example.com/a?b=1. Not javascript:alert(1)' });
    await vi.waitFor(() => expect(query('.message a')).not.toBeNull());
    const links = [...shadow().querySelectorAll('.message a')] as HTMLAnchorElement[];
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['https://example.com/a?b=1']);
    expect(links[0]?.rel).toContain('noopener');
  });

  it('falls back to our accent for a colour that is none, and picks the text on it that reads', () => {
    const popup = renderPopup(document.body, { from, message: 'x', accent: 'url(evil)' });
    const host = document.querySelector('[data-beckon=popup]') as HTMLElement;
    expect(host.style.getPropertyValue('--accent')).toBe('#4338ca');
    expect(host.style.getPropertyValue('--on-accent')).toBe('#fff');
    popup.update({ accent: '#ffd400' });
    expect(host.style.getPropertyValue('--on-accent')).toBe('#000');
  });
});
