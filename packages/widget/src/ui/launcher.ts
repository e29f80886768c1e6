import { applyAccent } from './accent';
import { element, icon, icons, shadowHost } from './element';

const styles = `:host{position:fixed!important;z-index:2147483000!important;inset-block-end:20px!important;inset-inline-end:20px!important}
.primary{display:grid;place-items:center;width:56px;height:56px;box-shadow:0 4px 16px #0005}
.primary svg{width:26px}
.badge{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;min-width:22px;border-radius:11px;background:#c81e1e;color:#fff;font-size:13px;font-weight:600;line-height:22px;text-align:center;pointer-events:none}
@media(max-width:480px){:host([data-open]){display:none!important}}
@media print{:host{display:none!important}}
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
  root.append(button, badge);
  return {
    host,
    draw(open, unread, accent) {
      applyAccent(host, accent);
      host.toggleAttribute('data-open', open);
      button.replaceChildren(icon(open ? icons.close : icons.chat));
      button.setAttribute('aria-label', `${open ? 'Close' : 'Open'} messenger`);
      button.setAttribute('aria-description', unread ? `${unread} unread` : '');
      badge.hidden = !unread || open;
      badge.textContent = `${unread}`;
    },
    focus: () => button.focus(),
  };
}
