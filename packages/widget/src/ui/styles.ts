/** Colours of the dark scheme; everything else follows from them. */
const dark = '--bg:#1b1c21;--raised:#26282f;--text:#f2f3f5;--soft:#a9adb8;--line:#34363f;--shadow:0 12px 40px #0009,0 2px 8px #0006';

/**
 * What all our shadow roots share. The host takes nothing from the page (`all: initial`, important, so that no rule of the
 * page's reaches it); sizes are in px, since rem would follow the page.
 */
export const baseStyles = `
:host{all:initial!important;--bg:#fff;--raised:#f3f4f6;--text:#17181c;--soft:#5c616e;--line:#e4e6eb;--shadow:0 12px 40px #10182833,0 2px 8px #1018281f;
color-scheme:light;color:var(--text)!important;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif!important;-webkit-text-size-adjust:100%!important}
:host([data-scheme=dark]){color-scheme:dark;${dark}}
@media(prefers-color-scheme:dark){:host(:not([data-scheme])){color-scheme:dark;${dark}}}
:host([hidden]),[hidden]{display:none!important}
*{box-sizing:border-box}
button{all:unset;box-sizing:border-box;cursor:pointer;-webkit-tap-highlight-color:transparent;text-align:center}
:focus-visible{outline:2px solid var(--text)!important;outline-offset:2px!important}
svg{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;flex:none;display:block}
a{color:inherit;text-underline-offset:2px}
.avatar{display:grid;place-items:center;width:40px;height:40px;border-radius:50%;flex:none;background:var(--accent);color:var(--on-accent);font-weight:600;font-size:15px;letter-spacing:.02em}
.icon{display:grid;place-items:center;width:36px;height:36px;border-radius:50%;color:var(--soft)}
.icon:hover{background:var(--raised);color:var(--text)}
.primary{background:var(--accent);color:var(--on-accent);border-radius:999px;font-weight:600}
.primary:hover{filter:brightness(1.08)}
.text{white-space:pre-line;overflow-wrap:anywhere}
@media(forced-colors:active){.primary,.avatar,.card{border:1px solid}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
`;

/**
 * Gives a shadow root its styles. Constructed sheets pass a strict `style-src` without a nonce; browsers without them get a
 * style element that carries the nonce.
 */
export function adoptStyles(root: ShadowRoot, css: string, nonce = ''): void {
  const view = root.ownerDocument.defaultView as (Window & typeof globalThis) | null;
  try {
    const sheet = new (view as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const style = root.ownerDocument.createElement('style');
    style.nonce = nonce;
    style.textContent = css;
    root.append(style);
  }
}
