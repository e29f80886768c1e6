/** The pop-up: a card above the launcher; full width with a margin on narrow screens. */
export const popupStyles = `
:host([data-place=page]){position:fixed!important;z-index:2147483001!important;inset-block-end:92px!important;inset-inline-end:20px!important;width:min(360px,calc(100vw - 32px))!important}
:host([data-place=inside]){display:block!important;position:relative!important;width:100%!important;max-width:360px!important}
.card{position:relative;display:block;background:var(--bg);border-radius:20px;box-shadow:var(--shadow),0 0 0 1px var(--line);padding:18px;animation:in .36s cubic-bezier(.2,.9,.3,1.15)}
@keyframes in{from{opacity:0;transform:translateY(16px) scale(.97)}}
.head{display:flex;align-items:center;gap:12px;padding-inline-end:30px}
.name{font-weight:650;line-height:1.3;overflow-wrap:anywhere}
.card .icon{position:absolute;inset-block-start:10px;inset-inline-end:10px}
.message{margin:12px 0 16px;max-height:min(38vh,300px);overflow:auto;cursor:pointer;font-size:15.5px;border-radius:6px}
.foot{display:flex}
.primary{display:flex;align-items:center;justify-content:center;gap:8px;padding:10px 20px;min-height:44px}
@media(max-width:480px){:host([data-place=page]){inset-inline:16px!important;width:auto!important}.primary{flex:1}}
`;
