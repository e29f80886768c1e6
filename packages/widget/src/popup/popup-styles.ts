/** The pop-up: a card above the launcher; full width with a margin on narrow screens. */
export const popupStyles = `.float{padding:18px;width:calc(100% - 40px);max-width:360px}
.head{display:flex;align-items:center;gap:12px;padding-inline-end:30px;font-weight:600;overflow-wrap:anywhere}
.icon{position:absolute;top:8px;inset-inline-end:8px}
.message{margin:12px 0 16px;max-height:38vh;overflow:auto;cursor:pointer}
.primary{padding:10px 24px}
@media(max-width:480px){.float{max-width:none}.primary{width:100%}}
`;
