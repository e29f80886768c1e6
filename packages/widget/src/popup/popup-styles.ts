/** The pop-up: a card above the launcher; as wide as that allows on narrow screens. */
export const popupStyles = `.float{padding:18px;width:min(100% - 40px,360px)}
.head{display:flex;align-items:center;gap:12px;padding-inline-end:30px;font-weight:600}
.icon{position:absolute;top:8px;inset-inline-end:8px}
.message{margin:12px 0 16px;max-height:38vh;overflow:auto;cursor:pointer}
.primary{padding:10px 24px}
`;
