import { foldText, LONGEST_TEXT } from './text';
import { readUrl } from './url';
import { type Read } from './view';

/**
 * Reads as `read` does, but for the views `date` and `city`, which it does not know: what runs on pages loads those apart.
 */
export const readCommon: Read = (view, raw) => {
  // NaN alone is not itself.
  if (view === 'number' || view === 'boolean')
    return typeof raw === view && raw === raw ? (raw as number | boolean) : undefined;
  if (typeof raw !== 'string') return undefined;
  const text = raw.slice(0, LONGEST_TEXT);
  if (view === 'choice') return text;
  if (view === 'text' || view === 'country') return foldText(text);
  return view === 'language' ? foldText(text).replace(/_/g, '-') : readUrl(text, view);
};
