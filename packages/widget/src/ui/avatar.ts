import { element, icon, icons } from './element';

/** Who a message appears from. */
export interface MessageSender {
  readonly kind: 'team' | 'agent';
  readonly name: string;
}

/** A round picture of a sender: initials of an agent, a group for a team. Decorative; the name stands beside it. */
export function avatar(from: MessageSender): HTMLElement {
  return element('span', { class: 'avatar', 'aria-hidden': 'true' }, from.kind === 'team' ? icon(icons.people) : initials(from.name));
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
