/** Colours of the dark scheme; everything else follows from them. */
const dark = '--bg:#1b1c21;--raised:#26282f;--text:#f2f3f5;--soft:#a9adb8;--line:#34363f;color-scheme:dark';

/**
 * What all our shadow roots share. The host takes nothing from the page (`all: initial`, important, so that no rule of the
 * page's reaches it); sizes are in px, since rem would follow the page.
 */
export const baseStyles = `:host{all:initial!important;--bg:#fff;--raised:#f3f4f6;--text:#17181c;--soft:#5c616e;--line:#e4e6eb;color:var(--text)!important;font:15px/1.5 system-ui,sans-serif!important}
:host([data-scheme=dark]){${dark}}
@media(prefers-color-scheme:dark){:host(:not([data-scheme])){${dark}}}
:host([hidden]),[hidden]{display:none!important}
*{box-sizing:border-box}
button{all:unset;box-sizing:border-box;cursor:pointer}
:focus-visible{outline:2px solid var(--text)!important;outline-offset:2px!important}
svg{width:20px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;display:block}
a{color:inherit}
.avatar,.icon{display:grid;place-items:center;width:40px;height:40px;border-radius:50%;flex:none}
.icon{color:var(--soft)}
.icon:hover{background:var(--raised)}
.avatar,.primary{background:var(--accent);color:var(--on-accent);font-weight:600}
.primary{border-radius:99px;text-align:center}
.primary:hover{filter:brightness(1.1)}
.text{white-space:pre-line;overflow-wrap:anywhere}
.float{background:var(--bg);border-radius:20px;box-shadow:0 0 0 1px var(--line),0 12px 40px #0003;animation:in .3s}
@keyframes in{from{opacity:0;transform:translateY(16px)}}
@media(forced-colors:active){.primary,.float{border:1px solid}}
@media(prefers-reduced-motion){*{animation:none!important;transition:none!important}}
`;
