import { element, icon, icons } from './element';

/** Who a message appears from. */
export interface MessageSender {
  readonly kind: 'team' | 'agent';
  readonly name: string;
}

/** A round picture of a sender: initials of an agent, a speech bubble for a team. Decorative; the name stands beside it. */
export function avatar({ kind, name }: MessageSender): HTMLElement {
  return element(
    'span',
    { class: 'avatar', 'aria-hidden': 'true' },
    kind === 'team' ? icon(icons.chat) : initials(name),
  );
}

/** The first letters of the first and the last word. */
const initials = (name: string): string =>
  name
    .trim()
    .replace(/^(\S)\S*(.*\s(\S)\S*)?$/su, '$1$3')
    .toUpperCase();
