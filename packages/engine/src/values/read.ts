import { type Criterion } from '../declare/criterion';
import { parseDate } from './date';
import { foldCity, foldText, LONGEST_TEXT } from './text';
import { readUrl } from './url';
import { type Scalar, type View } from './view';

/** The view in which a criterion's fact is seen, as long as a value does not ask for another one of a URL. */
export function viewOf(criterion: Pick<Criterion, 'type' | 'fold'>): View {
  return criterion.fold ?? criterion.type;
}

/**
 * A fact as a view shows it, or `undefined` if it is missing: not there, `null`, NaN or of the wrong type.
 *
 * @example
 * read('text', '  Hello ') // 'hello'
 * read('number', '15')     // undefined
 */
export function read(view: View, raw: unknown): Scalar | undefined {
  if (view === 'date') {
    raw = parseDate(raw);
    view = 'number';
  }
  // NaN alone is not itself.
  if (view === 'number' || view === 'boolean')
    return typeof raw === view && raw === raw ? (raw as number | boolean) : undefined;
  if (typeof raw !== 'string') return undefined;
  const text = raw.slice(0, LONGEST_TEXT);
  if (view === 'choice') return text;
  if (view === 'city') return foldCity(text);
  if (view === 'text' || view === 'country') return foldText(text);
  return view === 'language' ? foldText(text).replace(/_/g, '-') : readUrl(text, view);
}
