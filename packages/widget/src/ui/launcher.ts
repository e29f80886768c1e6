import { applyAccent } from './accent';
import { element, icon, icons } from './element';
import { adoptStyles, baseStyles } from './styles';

const styles = `
:host{position:fixed!important;z-index:2147483000!important;inset-block-end:20px!important;inset-inline-end:20px!important}
.primary{display:grid;place-items:center;width:56px;height:56px;border-radius:50%;box-shadow:var(--shadow);transition:transform .2s}
.primary:hover{transform:scale(1.06)}
.primary svg{width:26px;height:26px}
.badge{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#c81e1e;color:#fff;font-size:12.5px;font-weight:700;line-height:22px;text-align:center;pointer-events:none;box-shadow:0 0 0 2px #fff}
@media(max-width:480px){:host([data-open]){display:none!important}}
@media print{:host{display:none!important}}
`;

/** The round button that opens and closes the messenger, with the number of unread messages. */
export interface Launcher {
  readonly host: HTMLElement;
  draw(state: { readonly open: boolean; readonly unread: number; readonly accent: string }): void;
  focus(): void;
}

export function createLauncher(nonce: string, toggle: () => void): Launcher {
  const host = element('div', { 'data-beckon': 'launcher' });
  const root = host.attachShadow({ mode: 'open' });
  adoptStyles(root, baseStyles + styles, nonce);
  const button = element('button', { type: 'button', class: 'primary' });
  const badge = element('span', { class: 'badge', 'aria-hidden': 'true' });
  button.onclick = toggle;
  root.append(button, badge);
  return {
    host,
    draw({ open, unread, accent }) {
      applyAccent(host, accent);
      host.toggleAttribute('data-open', open);
      button.replaceChildren(icon(open ? icons.down : icons.chat));
      button.setAttribute('aria-label', open ? 'Close messenger' : 'Open messenger');
      button.setAttribute('aria-expanded', String(open));
      button.setAttribute('aria-description', unread > 0 ? `${unread} unread` : '');
      badge.hidden = unread === 0 || open;
      badge.textContent = unread > 99 ? '99+' : String(unread);
    },
    focus: () => button.focus(),
  };
}
