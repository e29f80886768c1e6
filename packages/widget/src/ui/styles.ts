/**
 * What all our shadow roots share. The host takes nothing from the page (`all: initial`, important, so that no rule of the
 * page's reaches it); sizes are in px, since rem would follow the page. Ground and text are the system's own colours, which
 * follow the scheme that the visitor prefers. Borders are seen where colours are forced.
 */
export const baseStyles = `:host{all:initial!important;color:CanvasText!important;color-scheme:light dark!important;font:15px/1.5 system-ui,sans-serif!important}
*{box-sizing:border-box!important;overflow-wrap:anywhere}
button{all:unset;cursor:pointer}
button:hover{opacity:.85}
:focus-visible{outline:2px solid CanvasText;outline-offset:2px}
svg{width:20px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
a{color:inherit}
.avatar,.icon{display:grid;place-items:center;width:40px;height:40px;border-radius:50%}
.avatar,.primary{background:var(--accent);color:var(--on-accent);font-weight:600;text-align:center}
.primary{border-radius:99px;border:1px solid #0000}
.text{white-space:pre-line}
.float{position:fixed;z-index:2147483001;bottom:92px;inset-inline-end:20px;background:Canvas;border:1px solid #8884;border-radius:20px;box-shadow:0 12px 40px #0003}
@media(prefers-reduced-motion:no-preference){.float{animation:in .3s}@keyframes in{from{opacity:0}}}
`;
