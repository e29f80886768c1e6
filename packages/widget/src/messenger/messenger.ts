import type { Correspondence } from '../live/correspondence';
import type { Context } from '../runtime/context';
import { OPEN } from '../runtime/view';
import type { Cancel } from '../runtime/world';
import { applyAccent } from '../ui/accent';
import { element, icon, icons, shadowHost } from '../ui/element';
import { createLog } from './log';
import { messengerStyles } from './messenger-styles';

/** The window in which the visitor reads and writes. */
export interface Messenger {
  readonly host: HTMLElement;
  /** Shows it; `focus`: the visitor asked for it, so the field takes the focus. */
  open(focus: boolean): void;
  /** Hides it; was the focus inside? */
  close(): boolean;
}

const DRAFT = 'draft';
const ARROW = 'M12 20V5M5.5 11.5L12 5l6.5 6.5';
const MAX_LENGTH = '4000';

export function createMessenger(context: Context, letters: Correspondence, close: () => void): Messenger {
  const { session, settings, world, mailbox } = context;
  const { host, root } = shadowHost('messenger', messengerStyles, context.nonce);

  const title = element('div', { class: 'text', dir: 'auto' });
  const hide = element('button', { type: 'button', class: 'icon' }, icon(icons.close));
  const log = createLog(letters.retry);
  const field = element('textarea', {
    rows: '1',
    'aria-label': 'Write a message',
    placeholder: 'Write a message',
    maxlength: MAX_LENGTH,
    dir: 'auto',
  });
  const send = element('button', { type: 'button', class: 'primary', 'aria-label': 'Send' }, icon(ARROW));
  const frame = element(
    'div',
    { class: 'window float', role: 'dialog', 'aria-label': 'Messenger' },
    element('div', { class: 'head' }, title, hide),
    log.node,
    element('div', { class: 'foot' }, field, send),
  );
  root.append(frame);
  host.hidden = true;

  let unwatch: Cancel | undefined;
  const narrow = matchMedia('(max-width:480px)');

  const draw = (): void => {
    const shown = settings();
    if (!shown || host.hidden) return;
    applyAccent(host, shown.accent);
    title.textContent = shown.greeting || 'Messages';
    // Beside a launcher that closes it, a second button of that name would only be in the way.
    const covers = narrow.matches || !shown.launcher;
    hide.hidden = !covers;
    hide.setAttribute('aria-label', 'Close messenger');
    frame.setAttribute('aria-modal', String(narrow.matches));
    log.draw(letters.entries(), world.clock.now());
  };

  const fit = (): void => {
    field.style.height = 'auto';
    field.style.height = `${Math.max(44, field.scrollHeight)}px`;
    send.setAttribute('aria-disabled', String(field.value.trim() === ''));
  };

  const submit = (): void => {
    const text = field.value.trim();
    if (text === '') return field.focus();
    letters.send(text);
    field.value = '';
    session.write(DRAFT, undefined);
    fit();
    field.focus();
  };

  field.value = session.kept<string>(DRAFT) ?? '';
  field.oninput = () => {
    session.write(DRAFT, field.value || undefined);
    fit();
  };
  field.onkeydown = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  send.onclick = submit;
  hide.onclick = close;
  frame.onkeydown = (event) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Tab' && narrow.matches) keepInside(event, root);
  };
  // Keys typed here are none of the page's shortcuts.
  for (const name of ['keydown', 'keyup', 'keypress'] as const)
    host.addEventListener(name, (event) => event.stopPropagation());

  letters.changed.on(draw);
  mailbox.changed.on(draw);
  narrow.addEventListener('change', draw);

  return {
    host,
    open(focus) {
      host.hidden = false;
      session.write(OPEN, location.href);
      unwatch ??= letters.watch();
      draw();
      fit();
      log.node.scrollTop = log.node.scrollHeight;
      if (focus) field.focus();
    },
    close() {
      const had = root.activeElement !== null;
      host.hidden = true;
      unwatch?.();
      unwatch = undefined;
      return had;
    },
  };
}

/** Where the window covers the page, Tab goes round in it. */
function keepInside(event: KeyboardEvent, root: ShadowRoot): void {
  const stops = [...root.querySelectorAll<HTMLElement>('button:not([hidden]),a,textarea,[tabindex="0"]')];
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (root.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}
