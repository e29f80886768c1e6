import { applyAccent } from '../ui/accent';
import { avatar, type MessageSender } from '../ui/avatar';
import { element, icon, icons, set, shadowHost } from '../ui/element';
import { popupStyles } from './popup-styles';

/** What a pop-up shows. */
export interface PopupContent {
  readonly from: MessageSender;
  readonly message: string;
  /** Hex colour of the site, `#4338ca`. */
  readonly accent: string;
}

/**
 * A message as visitors see it, in a shadow root of its own. It takes no focus; what is said is announced politely.
 *
 * @param onReply the visitor pressed "Reply" or the message itself
 * @param onDismiss the visitor pressed "Dismiss", or Escape in the pop-up
 * @param styles more than what it has on a site
 */
export function createPopup(onReply: () => void, onDismiss: () => void, nonce: string, styles = '') {
  const { host, root } = shadowHost('popup', popupStyles + styles, nonce);
  const head = element('div', { class: 'head' });
  const message = element('div', { class: 'message text', dir: 'auto', 'aria-live': 'polite' });
  const dismiss = element('button', { class: 'icon', 'aria-label': 'Dismiss' }, icon(icons.close));
  const reply = element('button', { class: 'primary' }, 'Reply');
  const card = element('section', { class: 'float' }, head, message, reply, dismiss);

  reply.onclick = onReply;
  dismiss.onclick = onDismiss;
  message.onclick = (event) => {
    if (!(event.target as Element).closest('a')) onReply();
  };
  card.onkeydown = ({ key }) => {
    if (key === 'Escape') onDismiss();
  };
  root.append(card);

  return {
    host,
    card,
    draw({ from, message: text, accent }: PopupContent): void {
      applyAccent(host, accent);
      set(card, { 'aria-label': `Message from ${from.name}` });
      head.replaceChildren(avatar(from), element('span', { dir: 'auto' }, from.name));
      message.textContent = text;
      if (text.includes('://')) {
        import('../ui/linkify').then(
          ({ linkify }) => {
            if (message.textContent === text) message.replaceChildren(...linkify(text));
          },
          () => undefined,
        );
      }
      // A message that scrolls must be reachable by keyboard.
      message.tabIndex = message.scrollHeight > message.clientHeight ? 0 : -1;
    },
  };
}
