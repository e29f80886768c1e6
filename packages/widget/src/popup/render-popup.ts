import { createPopup, type PopupContent as Content } from './create-popup';

/** What a pop-up shows. */
export interface PopupContent extends Omit<Content, 'accent'> {
  /** Hex colour of the site, `#4338ca`; a wrong one falls back to ours. */
  readonly accent?: string | undefined;
  /** Light or dark whatever the system prefers; absent: as the system. */
  readonly scheme?: 'light' | 'dark' | undefined;
}

export interface PopupOptions extends PopupContent {
  /** The visitor pressed "Reply" or the message itself. */
  readonly onReply?: () => void;
  /** The visitor pressed "Dismiss", or Escape in the pop-up. */
  readonly onDismiss?: () => void;
  /** `page` (default): fixed in the corner of the window. `inside`: flows in its container, for a preview. */
  readonly place?: 'page' | 'inside';
  /** For a style element, in browsers without constructed style sheets. */
  readonly nonce?: string;
}

export interface Popup {
  /** Shows other content in place, without playing the entrance again. */
  update(content: Partial<PopupContent>): void;
  /** Takes it off the page. Doing it again changes nothing. */
  remove(): void;
}

const FALLBACK = '#4338ca';
const inside = '.float{position:relative;inset:auto;z-index:auto;width:auto}';
const schemes = `:host([data-scheme=light]){color-scheme:light!important}
:host([data-scheme=dark]){color-scheme:dark!important}
`;

/**
 * Renders a message as visitors see it, in a shadow root of its own at the end of `container`: a preview, drawn by the code
 * that draws it on the site. The caller removes it after a reply or dismissal.
 *
 * @example
 * const popup = renderPopup(pane, { place: 'inside', from: { kind: 'team', name: 'Sales' }, message: 'Need a hand?' });
 * popup.update({ message: 'Need a hand choosing?' });
 */
export function renderPopup(container: Element, options: PopupOptions): Popup {
  let content: PopupContent = options;
  const isInside = options.place === 'inside';
  const { host, card, draw } = createPopup(
    () => options.onReply?.(),
    () => options.onDismiss?.(),
    options.nonce ?? '',
    schemes + (isInside ? inside : ''),
  );
  const show = (): void => {
    host.removeAttribute('data-scheme');
    if (content.scheme) host.dataset['scheme'] = content.scheme;
    draw({
      ...content,
      accent: /^#[\da-f]{6}$/i.test(content.accent ?? '') ? (content.accent as string) : FALLBACK,
    });
    // A preview stands in a region of its own; named like this it would pass for a field "Message" beside it.
    if (isInside) card.removeAttribute('aria-label');
  };
  container.append(host);
  show();
  return {
    update(change) {
      content = { ...content, ...change };
      show();
    },
    remove: () => host.remove(),
  };
}
