import { applyAccent } from '../ui/accent';
import { avatar, type MessageSender } from '../ui/avatar';
import { element, icon, icons } from '../ui/element';
import { linkify } from '../ui/linkify';
import { adoptStyles, baseStyles } from '../ui/styles';
import { popupStyles } from './popup-styles';

/** What a pop-up shows. */
export interface PopupContent {
  readonly from: MessageSender;
  readonly message: string;
  /** Hex colour of the site, `#4338ca`; a wrong one falls back to ours. */
  readonly accent?: string | undefined;
  /** Light or dark whatever the system prefers; absent: as the system. */
  readonly scheme?: 'light' | 'dark' | undefined;
}

export interface PopupOptions extends PopupContent {
  /** `page` (default): fixed in the corner of the window. `inside`: flows in its container, for a preview. */
  readonly place?: 'page' | 'inside';
  /** The visitor pressed "Reply" or the message itself. */
  readonly onReply?: () => void;
  /** The visitor pressed "Dismiss", or Escape in the pop-up. */
  readonly onDismiss?: () => void;
  /** For a style element, in browsers without constructed style sheets. */
  readonly nonce?: string;
}

export interface Popup {
  /** Shows other content in place, without playing the entrance again. */
  update(content: Partial<PopupContent>): void;
  /** Takes it off the page. Doing it again changes nothing. */
  remove(): void;
}

/**
 * Renders a message as visitors see it, in a shadow root of its own at the end of `container`. It takes no focus; what is
 * said is announced politely. The caller removes it after a reply or dismissal.
 *
 * @example
 * const popup = renderPopup(pane, { from: { kind: 'team', name: 'Sales' }, message: 'Need a hand?', place: 'inside' });
 * popup.update({ message: 'Need a hand choosing?' });
 */
export function renderPopup(container: Element, options: PopupOptions): Popup {
  let content: PopupContent = options;
  const host = element('div', { 'data-beckon': 'popup', 'data-place': options.place ?? 'page' });
  const root = host.attachShadow({ mode: 'open' });
  adoptStyles(root, baseStyles + popupStyles, options.nonce);

  const head = element('div', { class: 'head' });
  const message = element('div', { class: 'message text', dir: 'auto', 'aria-live': 'polite' });
  const dismiss = element('button', { type: 'button', class: 'icon', 'aria-label': 'Dismiss' }, icon(icons.close));
  const reply = element('button', { type: 'button', class: 'primary' }, icon(icons.reply), 'Reply');
  const card = element('section', { class: 'card' }, head, message, element('div', { class: 'foot' }, reply), dismiss);

  reply.onclick = () => options.onReply?.();
  dismiss.onclick = () => options.onDismiss?.();
  message.onclick = (event) => {
    if (!(event.target as Element).closest('a')) options.onReply?.();
  };
  card.onkeydown = (event) => {
    if (event.key === 'Escape') options.onDismiss?.();
  };

  const draw = (): void => {
    if (content.scheme) host.dataset['scheme'] = content.scheme;
    else delete host.dataset['scheme'];
    applyAccent(host, content.accent);
    card.setAttribute('aria-label', `Message from ${content.from.name}`);
    head.replaceChildren(avatar(content.from), element('span', { class: 'name', dir: 'auto' }, content.from.name));
    message.replaceChildren(...linkify(content.message));
    // A message that scrolls must be reachable by keyboard.
    if (message.scrollHeight > message.clientHeight) message.tabIndex = 0;
    else message.removeAttribute('tabindex');
  };

  card.setAttribute('role', 'region');
  root.append(card);
  container.append(host);
  draw();

  return {
    update(change) {
      content = { ...content, ...change };
      draw();
    },
    remove: () => host.remove(),
  };
}
