import { read } from '../values/read';
import { type View } from '../values/view';
import { type NeedleIndex, type Spans } from './needle-index';
import { TextBytes } from './text-bytes';
import { UrlParts, urlViews } from './url-parts';

/** The last value of a text fact: its bytes, and where among them each view in use lies. */
export class SeenText implements Spans {
  readonly text = new TextBytes();
  readonly from: Int32Array;
  readonly to: Int32Array;
  private readonly parts = new UrlParts();
  private readonly isUrl: boolean;
  private readonly views: readonly View[];
  /** Views in use, as places in {@link from}. */
  private readonly places: number[] = [];
  private raw = '';
  private lower: string | undefined;
  private isPlain = false;
  /** How many bytes are the fact itself; behind them lie the views that are no part of it. */
  private plainEnd = 0;
  /** A bit for each view that lies apart, */
  private isApart = 0;
  /** and what it shows, where it had to be read the long way. */
  private readonly apart: string[] = urlViews.map(() => '');

  constructor(family: 'text' | 'city' | 'url') {
    this.isUrl = family === 'url';
    this.views = this.isUrl ? urlViews : [family as View];
    this.from = this.parts.from;
    this.to = this.parts.to;
  }

  /** The place of a view, which is in use from now on. */
  use(view: View): number {
    const place = this.views.indexOf(view);
    if (!this.places.includes(place)) this.places.push(place);
    return place;
  }

  /** Takes over a value of the fact. */
  take(raw: string): void {
    const { text, parts, places, isUrl } = this;
    this.raw = raw;
    this.lower = undefined;
    this.isPlain = isUrl ? text.takeUrl(raw) && parts.split(raw, text) : text.takeText(raw);
    if (!this.isPlain) {
      text.end = 0;
      this.isApart = -1;
    } else if (isUrl) this.isApart = parts.lacking;
    else {
      this.isApart = 0;
      this.from[0] = 0;
      this.to[0] = text.end;
    }
    this.plainEnd = text.end;
    if (this.isApart === 0) return;
    for (let at = 0; at < places.length; at += 1)
      if ((this.isApart & (1 << places[at]!)) !== 0) this.setApart(places[at]!);
  }

  /** Writes a view behind the fact of which it is no part. */
  private setApart(place: number): void {
    const { text, from, to, parts } = this;
    if (this.isPlain) from[place] = text.appendWithout(from[place]!, parts.slashAt, parts.to[0]!);
    else {
      this.apart[place] = read(this.views[place]!, this.raw) as string;
      from[place] = text.append(this.apart[place]);
    }
    to[place] = text.end;
  }

  /** Looks for needles in all views that any asks for. */
  search(needles: NeedleIndex): void {
    const { text, from, to, places, plainEnd } = this;
    needles.begin();
    if (plainEnd > 0) needles.walk(text, 0, plainEnd, this);
    const apart = this.isApart & needles.views;
    if (apart === 0) return;
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at]!;
      if ((apart & (1 << place)) !== 0) needles.walk(text, from[place]!, to[place]!, this);
    }
  }

  /** A view as a string, for what cannot be found out from bytes. */
  textOf(place: number): string {
    if (!this.isPlain) return this.apart[place]!;
    return this.cutOut(place, (this.lower ??= this.raw.toLowerCase()));
  }

  /** The same, where capitals do not matter. */
  rawTextOf(place: number): string {
    return this.isPlain ? this.cutOut(place, this.raw) : this.apart[place]!;
  }

  private cutOut(place: number, text: string): string {
    if ((this.isApart & (1 << place)) === 0) return text.slice(this.from[place], this.to[place]);
    const { from, to, slashAt } = this.parts;
    const begin = place === 1 ? 0 : from[2]!;
    return text.slice(begin, slashAt) + text.slice(slashAt + 1, to[0]);
  }
}
