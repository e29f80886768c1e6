/**
 * The pop-up alone: what visitors see, for previews. It is the very code that runs on the site, so the two cannot differ.
 *
 * @module
 */
export { type Popup, type PopupContent, type PopupOptions, renderPopup } from './popup/render-popup';
export { type MessageSender } from './ui/avatar';
