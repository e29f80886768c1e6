import { applyAccent } from './accent';
import { element, icon, icons, shadowHost } from './element';

const styles = `.primary{position:fixed;z-index:2147483000;inset-block-end:20px;inset-inline-end:20px;display:grid;place-items:center;width:56px;height:56px;box-shadow:0 4px 16px #0005}
.primary svg{width:26px}
.badge{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;min-width:22px;border-radius:11px;background:#c81e1e;color:#fff;font-size:13px;font-weight:600;line-height:22px;text-align:center;pointer-events:none}
@media(max-width:480px){[aria-expanded=true]{display:none}}
@media print{.primary{display:none}}
`;

/** The round button that opens and closes the messenger, with the number of unread messages. */
export interface Launcher {
  readonly host: HTMLElement;
  draw(open: boolean, unread: number, accent: string): void;
  focus(): void;
}

export function createLauncher(nonce: string, toggle: () => void): Launcher {
  const { host, root } = shadowHost('launcher', styles, nonce);
  const button = element('button', { type: 'button', class: 'primary' });
  const badge = element('span', { class: 'badge', 'aria-hidden': 'true' });
  button.onclick = toggle;
  root.append(button);
  return {
    host,
    draw(open, unread, accent) {
      applyAccent(host, accent);
      button.replaceChildren(icon(open ? icons.close : icons.chat), badge);
      button.setAttribute('aria-label', `${open ? 'Close' : 'Open'} messenger`);
      button.setAttribute('aria-description', unread ? `${unread} unread` : '');
      badge.hidden = !unread || open;
      badge.textContent = `${unread}`;
    },
    focus: () => button.focus(),
  };
}
