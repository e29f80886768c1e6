import { applyAccent } from './accent';
import { element, icon, icons, set, shadowHost } from './element';

const styles = `.primary{position:fixed;z-index:2147483000;bottom:20px;inset-inline-end:20px;display:grid;place-items:center;width:56px;height:56px;box-shadow:0 4px 16px #0005}
svg{width:26px}
.primary:not([data-unread=""]):after{content:attr(data-unread);position:absolute;top:-4px;inset-inline-end:-4px;min-width:22px;border-radius:99px;background:#c81e1e;color:#fff;font-size:13px}
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
  const button = element('button', { class: 'primary' });
  button.onclick = toggle;
  root.append(button);
  return {
    host,
    draw(open, unread, accent) {
      applyAccent(host, accent);
      button.replaceChildren(icon(open ? icons.close : icons.chat));
      set(button, {
        'aria-label': `${open ? 'Close' : 'Open'} messenger`,
        'aria-description': unread ? `${unread} unread` : '',
        'data-unread': unread && !open ? `${unread}` : '',
      });
    },
    focus: () => button.focus(),
  };
}
