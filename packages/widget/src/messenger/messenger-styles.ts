/** The messenger: a window above the launcher; the whole screen where that is narrow. */
export const messengerStyles = `
:host{--raised:#f3f4f6;--soft:#5c616e}
@media(prefers-color-scheme:dark){:host{--raised:#26282f;--soft:#a9adb8}}
.window{display:flex;flex-direction:column;width:min(392px,calc(100vw - 40px));height:min(620px,calc(100vh - 124px));overflow:hidden}
.head{display:flex;align-items:center;gap:10px;padding:18px 16px 18px 20px;background:var(--accent);color:var(--on-accent)}
.head .text{flex:1;font-size:17px;font-weight:650;line-height:1.35;max-height:4.1em;overflow:auto}
.head .icon{color:inherit}
.head :focus-visible{outline-color:currentColor}
.log{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:18px 16px 8px;display:flex;flex-direction:column;gap:3px}
.log:focus-visible{outline-offset:-3px}
.day{align-self:center;margin:10px 0 6px;font-size:12px;color:var(--soft)}
.entry{display:grid;grid-template-columns:32px minmax(0,auto);column-gap:8px;justify-content:start;max-width:88%;align-self:flex-start}
.entry.first{margin-top:10px}
.entry .avatar{width:32px;height:32px;font-size:12px;grid-row:2;align-self:start;margin-top:4px}
.entry .avatar svg{width:17px}
.author{grid-column:2;font-size:12.5px;color:var(--soft);margin:0 0 3px 4px}
.bubble{grid-column:2;justify-self:start;padding:9px 14px;border-radius:18px;background:var(--raised);max-width:100%}
.mine{display:flex;flex-direction:column;align-items:flex-end;align-self:flex-end;max-width:82%}
.mine .bubble{background:var(--accent);color:var(--on-accent);border-end-end-radius:6px}
.theirs .bubble{border-end-start-radius:6px}
.note{font-size:12.5px;color:var(--soft);margin:3px 4px 0;display:flex;gap:8px}
.failed .note{color:CanvasText}
.again{font-weight:650;text-decoration:underline;text-underline-offset:2px;min-height:24px;border-radius:4px}
.empty{margin:auto;text-align:center;color:var(--soft);padding:24px;display:grid;gap:12px;justify-items:center}
.empty svg{width:36px}
.foot{display:flex;align-items:flex-end;gap:8px;padding:10px 12px 12px;border-top:1px solid #8884}
textarea{all:unset;flex:1;min-height:44px;max-height:140px;padding:10px 14px;border-radius:22px;background:var(--raised);color:CanvasText;font-size:16px;line-height:24px;overflow-y:auto;white-space:pre-wrap;overflow-wrap:anywhere;text-align:start;cursor:text}
textarea:focus-visible{outline-color:var(--soft);outline-offset:-1px}
textarea::placeholder{color:var(--soft);opacity:1}
.foot .primary{display:grid;place-items:center;width:44px;height:44px;flex:none}
.foot .primary[aria-disabled=true]{opacity:.45;cursor:default}
@media(max-width:480px){.window{inset:0;border:0;width:100vw;height:100vh;height:100dvh;border-radius:0;box-shadow:none}.foot{padding-bottom:max(12px,env(safe-area-inset-bottom))}}
@media(max-width:480px),(max-height:420px){.head{padding-block:12px}}
:host([hidden]),[hidden]{display:none!important}
.avatar,.icon{flex:none}
@media(prefers-reduced-motion:no-preference){.theirs .bubble{animation:in .2s}}
@media(forced-colors:active){.bubble,textarea{border:1px solid}}
`;
