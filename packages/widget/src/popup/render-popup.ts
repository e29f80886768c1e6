import { applyAccent } from '../ui/accent';
import { avatar, type MessageSender } from '../ui/avatar';
import { element, icon, icons, shadowHost } from '../ui/element';
import { linkify } from '../ui/linkify';
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
  const { host, root } = shadowHost('popup', popupStyles, options.nonce ?? '');

  const head = element('div', { class: 'head' });
  const message = element('div', { class: 'message text', dir: 'auto', 'aria-live': 'polite' });
  const dismiss = element('button', { type: 'button', class: 'icon', 'aria-label': 'Dismiss' }, icon(icons.close));
  const reply = element('button', { type: 'button', class: 'primary' }, 'Reply');
  const card = element('section', { class: `float ${options.place ?? 'page'}` }, head, message, reply, dismiss);

  reply.onclick = () => options.onReply?.();
  dismiss.onclick = () => options.onDismiss?.();
  message.onclick = (event) => {
    if (!(event.target as Element).closest('a')) options.onReply?.();
  };
  card.onkeydown = (event) => {
    if (event.key === 'Escape') options.onDismiss?.();
  };

  const draw = (): void => {
    host.toggleAttribute('data-scheme', false);
    if (content.scheme) host.dataset['scheme'] = content.scheme;
    applyAccent(host, content.accent);
    // A preview stands in a region of its own; named like this it would pass for a field "Message" beside it.
    if (options.place !== 'inside') {
      card.setAttribute('role', 'region');
      card.setAttribute('aria-label', `Message from ${content.from.name}`);
    }
    head.replaceChildren(avatar(content.from), element('span', { dir: 'auto' }, content.from.name));
    message.replaceChildren(...linkify(content.message));
    // A message that scrolls must be reachable by keyboard.
    message.tabIndex = message.scrollHeight > message.clientHeight ? 0 : -1;
  };

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
