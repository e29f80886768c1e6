import type { Entry } from '../live/thread';
import { avatar } from '../ui/avatar';
import { element, icon, icons } from '../ui/element';
import { linkify } from '../ui/linkify';

/** Draws the entries into the log. Lines that did not change keep their elements, so that only news is announced. */
export function createLog(retry: (key: string) => void): {
  readonly node: HTMLElement;
  draw(entries: readonly Entry[], now: number): void;
} {
  const node = element('div', { class: 'log', role: 'log', 'aria-label': 'Messages', tabindex: '0' });
  const drawn = new Map<string, { readonly sign: string; readonly line: HTMLElement }>();

  function line(id: string, sign: string, make: () => HTMLElement): HTMLElement {
    const old = drawn.get(id);
    if (old?.sign === sign) return old.line;
    const made = make();
    drawn.set(id, { sign, line: made });
    return made;
  }

  return {
    node,
    draw(entries, now) {
      const atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 80;
      const grown = entries.filter(({ id }) => !drawn.has(id));
      const lines: HTMLElement[] = [];
      let day = '';
      let author = '';
      entries.forEach((entry, at) => {
        const entryDay = dayOf(entry.at, now);
        if (entryDay !== day)
          lines.push(line(`day ${entryDay}`, entryDay, () => element('div', { class: 'day' }, entryDay)));
        const name = entry.author === 'me' ? '' : `${entry.author.kind} ${entry.author.name}`;
        const first = entryDay !== day || name !== author || at === 0;
        day = entryDay;
        author = name;
        lines.push(line(entry.id, `${entry.state} ${first}`, () => drawEntry(entry, first, retry)));
      });
      if (lines.length === 0) {
        lines.push(
          line('empty', '', () =>
            element(
              'div',
              { class: 'empty' },
              icon(icons.chat),
              'Ask us anything. The answer comes right here.',
            ),
          ),
        );
      }
      lines.forEach((each, at) => {
        if (node.children[at] !== each) node.insertBefore(each, node.children[at] ?? null);
      });
      while (node.children.length > lines.length) node.lastElementChild?.remove();
      if (atEnd || grown.some((entry) => entry.author === 'me')) node.scrollTop = node.scrollHeight;
    },
  };
}

function drawEntry(entry: Entry, first: boolean, retry: (key: string) => void): HTMLElement {
  const { author, text, state } = entry;
  const bubble = element(
    'div',
    { class: 'bubble text', dir: 'auto', title: new Date(entry.at).toLocaleString() },
    ...linkify(text),
  );
  if (author !== 'me') {
    const line = element('div', { class: `entry theirs${first ? ' first' : ''}` });
    if (first) line.append(element('div', { class: 'author', dir: 'auto' }, author.name), avatar(author));
    line.append(bubble);
    return line;
  }
  const line = element('div', { class: `entry mine ${state}${first ? ' first' : ''}` }, bubble);
  if (state === 'sending') line.append(element('div', { class: 'note' }, 'Sending…'));
  if (state === 'failed') {
    const again = element('button', { type: 'button', class: 'again' }, 'Try again');
    again.onclick = () => retry(entry.id);
    line.append(element('div', { class: 'note', role: 'alert' }, 'Not sent.', again));
  }
  return line;
}

/** Today, Yesterday, or the date as the visitor's language writes it. */
function dayOf(moment: string, now: number): string {
  const date = new Date(moment);
  const day = date.toDateString();
  if (day === new Date(now).toDateString()) return 'Today';
  if (day === new Date(now - 86_400_000).toDateString()) return 'Yesterday';
  return date.toLocaleDateString(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
}
